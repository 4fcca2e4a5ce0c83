import { ADAM, type OptimizerName, RMSPROP } from '../../protocol';
import { AdamCorrection } from '../adam-correction';
import type { OptimizerConfig } from '../engine';
import type { Records } from './records';

/** The optimizer's numbers in the kernels' `Plan`: those that stay the same, and those of each step. */
export class OptimizerNumbers {
  readonly name: OptimizerName;
  readonly #records: Records;
  readonly #adam: AdamCorrection | null;
  #learningRate: number;

  constructor({ name, learningRate, momentum }: OptimizerConfig, records: Records) {
    this.name = name;
    this.#records = records;
    this.#adam = name === 'adam' ? new AdamCorrection(learningRate) : null;
    this.#learningRate = learningRate;
    if (name === 'momentum') records.setFloat('decay1', momentum);
    if (name === 'rmsprop') {
      records.setFloat('decay1', RMSPROP.decay);
      records.setFloat('complement1', 1 - RMSPROP.decay);
      records.setFloat('epsilon', RMSPROP.epsilon);
    }
    if (name === 'adam') {
      records.setFloat('decay1', ADAM.beta1);
      records.setFloat('complement1', 1 - ADAM.beta1);
      records.setFloat('decay2', ADAM.beta2);
      records.setFloat('complement2', 1 - ADAM.beta2);
    }
  }

  get learningRate(): number {
    return this.#learningRate;
  }

  /** From the next step on. */
  set learningRate(learningRate: number) {
    this.#learningRate = learningRate;
    if (this.#adam) this.#adam.learningRate = learningRate;
  }

  /** Adam's powers after the last complete step; empty for the other optimizers. */
  get powers(): readonly number[] {
    return this.#adam?.powers ?? [];
  }

  set powers(powers: readonly number[]) {
    if (this.#adam) this.#adam.powers = powers;
  }

  /** Counts a step and writes its numbers. */
  step(): void {
    this.#adam?.step();
    this.#records.setFloat('rate', this.#adam?.rate ?? this.#learningRate);
    if (this.#adam) this.#records.setFloat('epsilon', this.#adam.epsilon);
  }
}
