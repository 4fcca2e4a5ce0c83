import { ADAM } from './engine';

/**
 * Adam's bias correction as two numbers a step, so that no weight has to be corrected:
 * `rate · m / (√v + epsilon)` is `α · m̂ / (√v̂ + ε)` with `rate = α √(1 − β₂ᵗ) / (1 − β₁ᵗ)` and
 * `epsilon = ε √(1 − β₂ᵗ)` (Kingma and Ba, section 2).
 *
 * The powers of β are multiplied step by step in float64: `**` may differ between JavaScript engines.
 */
export class AdamCorrection {
  #learningRate: number;
  #power1 = 1;
  #power2 = 1;

  constructor(learningRate: number) {
    this.#learningRate = learningRate;
  }

  /** α of the steps to come. */
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

  /** Goes to the next step; the first call to step 1. */
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
