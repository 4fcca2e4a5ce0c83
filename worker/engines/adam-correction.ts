import { ADAM } from '../protocol';

/**
 * Adam's bias correction as two numbers for each step, so that no weight needs its own correction. With
 * `rate = α √(1 − β₂ᵗ) / (1 − β₁ᵗ)` and `epsilon = ε √(1 − β₂ᵗ)`, the step `rate · m / (√v + epsilon)` equals
 * `α · m̂ / (√v̂ + ε)` (Kingma and Ba, arXiv 1412.6980, section 2).
 *
 * The powers of β are multiplied step by step in float64, because `**` may differ between JavaScript engines.
 */
export class AdamCorrection {
  #learningRate: number;
  #power1 = 1;
  #power2 = 1;

  constructor(learningRate: number) {
    this.#learningRate = learningRate;
  }

  /** α, from the next step on. */
  set learningRate(learningRate: number) {
    this.#learningRate = learningRate;
  }

  /** β₁ᵗ and β₂ᵗ after t steps. */
  get powers(): readonly number[] {
    return [this.#power1, this.#power2];
  }

  set powers([power1 = 1, power2 = 1]: readonly number[]) {
    this.#power1 = power1;
    this.#power2 = power2;
  }

  /** Advances to the next step. The first call is step 1. */
  step(): void {
    this.#power1 *= ADAM.beta1;
    this.#power2 *= ADAM.beta2;
  }

  get rate(): number {
    return (this.#learningRate * Math.sqrt(1 - this.#power2)) / (1 - this.#power1);
  }

  get epsilon(): number {
    return ADAM.epsilon * Math.sqrt(1 - this.#power2);
  }
}
