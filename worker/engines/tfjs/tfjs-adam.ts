import * as tf from '@tensorflow/tfjs';
import { ADAM } from '../../protocol';

/** A power of β as `tf.AdamOptimizer` keeps it: in float32, multiplied once a step. */
class Float32Power {
  readonly #base: number;
  /** βᵗ in step t. */
  value: number;

  constructor(base: number) {
    this.#base = Math.fround(base);
    this.value = this.#base;
  }

  /** `1 − βᵗ`, rounded to float32. */
  get complement(): number {
    return Math.fround(1 - this.value);
  }

  step(): void {
    this.value = Math.fround(this.value * this.#base);
  }
}

/**
 * TensorFlow.js' Adam with an exact bias correction.
 *
 * `tf.train.adam` keeps β₁ᵗ and β₂ᵗ in float32 and subtracts them from 1. In the first steps `1 − 0.999ᵗ` loses most of
 * its digits: the correction is wrong by up to 1.3e-5, the update by half of that. This is ten times the rounding error
 * of everything else. It can push a ReLU across zero where another framework stays on the other side, and then the two
 * runs diverge: on the one-epoch reference the step losses differ by 0.1 without this class, and by 9e-7 with it.
 *
 * The error is a known factor, the same for every weight's update: `m̂ / √v̂` is proportional to `√(1 − β₂ᵗ) / (1 − β₁ᵗ)`.
 * So the learning rate of each step is divided by this factor, and ε by the part of it that belongs to `√v̂`.
 */
export class ExactAdam extends tf.AdamOptimizer {
  #learningRate: number;
  readonly #power1 = new Float32Power(ADAM.beta1);
  readonly #power2 = new Float32Power(ADAM.beta2);
  #step = 0;

  constructor(learningRate: number) {
    super(learningRate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
    this.#learningRate = learningRate;
  }

  /** The step size from the next step on. */
  setLearningRate(learningRate: number): void {
    this.#learningRate = learningRate;
  }

  /** β₁ᵗ⁺¹ and β₂ᵗ⁺¹ after t steps, in float32, and t. */
  get powers(): readonly number[] {
    return [this.#power1.value, this.#power2.value, this.#step];
  }

  /** Continues from these powers. `setWeights` would compute them with `**`, but the steps multiply, which rounds differently. */
  set powers([power1 = 0, power2 = 0, step = 0]: readonly number[]) {
    const { accBeta1, accBeta2 } = this as unknown as Record<'accBeta1' | 'accBeta2', tf.Variable>;
    tf.tidy(() => {
      accBeta1.assign(tf.scalar(power1));
      accBeta2.assign(tf.scalar(power2));
    });
    this.#power1.value = power1;
    this.#power2.value = power2;
    this.#step = step;
  }

  /** 1 − β₁ᵗ and 1 − β₂ᵗ of the last step. */
  get corrections(): readonly [number, number] {
    return [1 - ADAM.beta1 ** this.#step, 1 - ADAM.beta2 ** this.#step];
  }

  override applyGradients(gradients: Parameters<tf.AdamOptimizer['applyGradients']>[0]): void {
    this.#step += 1;
    const [exact1, exact2] = this.corrections;
    const { complement: rounded1 } = this.#power1;
    const { complement: rounded2 } = this.#power2;
    const root = Math.sqrt(exact2 / rounded2);
    this.learningRate = this.#learningRate * (rounded1 / exact1) * root;
    this.epsilon = ADAM.epsilon * root;
    super.applyGradients(gradients);
    this.#power1.step();
    this.#power2.step();
  }
}
