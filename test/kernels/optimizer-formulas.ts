import type { Kernels } from '../../worker/kernels/bindings';
import { input, type Operand, run, updated } from './kernel-memory';

export type Vector = Float32Array<ArrayBuffer>;
/** The weights, then the moments, each of shape (count). */
export type State = readonly Vector[];
/** Updates one weight and its moments. Steps count from 1. */
type Step = (weight: readonly number[], g: number, step: number) => readonly number[];

/** An optimizer's kernel and its formulas. */
export interface Optimizer {
  readonly name: 'sgd' | 'momentum' | 'rmsProp' | 'adam';
  readonly moments: number;
  /** @param at addresses of the weights, then of the moments */
  call(kernels: Kernels, at: readonly number[], g: number, count: number, step: number): void;
  /** The formula as in a textbook. */
  readonly float64: Step;
  /** The kernel's operations in its order, each rounded to float32. Does not set tiny moments to 0. */
  readonly float32: Step;
}

const f = Math.fround;
const RATE = 1e-3;
const DECAY = 0.9;
const EPSILON = 1e-7;
const [BETA1, BETA2] = [0.9, 0.999];
const adamRate = (step: number) => (RATE * Math.sqrt(1 - BETA2 ** step)) / (1 - BETA1 ** step);
const adamEpsilon = (step: number) => EPSILON * Math.sqrt(1 - BETA2 ** step);

export const SGD: Optimizer = {
  name: 'sgd',
  moments: 0,
  call: (kernels, [w = 0], g, count) => kernels.sgd(w, g, count, RATE),
  float64: ([w = 0], g) => [w - RATE * g],
  float32: ([w = 0], g) => [f(w - f(f(RATE) * g))],
};

export const MOMENTUM: Optimizer = {
  name: 'momentum',
  moments: 1,
  call: (kernels, [w = 0, a = 0], g, count) => kernels.momentum(w, a, g, count, RATE, DECAY),
  float64: ([w = 0, a = 0], g) => {
    const sum = DECAY * a + g;
    return [w - RATE * sum, sum];
  },
  float32: ([w = 0, a = 0], g) => {
    const sum = f(f(f(DECAY) * a) + g);
    return [f(w - f(f(RATE) * sum)), sum];
  },
};

export const RMSPROP: Optimizer = {
  name: 'rmsProp',
  moments: 1,
  call: (kernels, [w = 0, s = 0], g, count) => kernels.rmsProp(w, s, g, count, RATE, DECAY, EPSILON),
  float64: ([w = 0, s = 0], g) => {
    const mean = DECAY * s + (1 - DECAY) * g * g;
    return [w - (RATE * g) / Math.sqrt(mean + EPSILON), mean];
  },
  float32: ([w = 0, s = 0], g) => {
    const mean = f(f(f(DECAY) * s) + f(f(g * g) * f(1 - DECAY)));
    return [f(w - f(f(f(RATE) * g) / f(Math.sqrt(f(mean + f(EPSILON)))))), mean];
  },
};

export const ADAM: Optimizer = {
  name: 'adam',
  moments: 2,
  call: (kernels, [w = 0, m = 0, v = 0], g, count, step) =>
    kernels.adam(w, m, v, g, count, adamRate(step), adamEpsilon(step), BETA1, BETA2),
  float64: ([w = 0, m = 0, v = 0], g, step) => {
    const [first, second] = [BETA1 * m + (1 - BETA1) * g, BETA2 * v + (1 - BETA2) * g * g];
    const [mHat, vHat] = [first / (1 - BETA1 ** step), second / (1 - BETA2 ** step)];
    return [w - (RATE * mHat) / (Math.sqrt(vHat) + EPSILON), first, second];
  },
  float32: ([w = 0, m = 0, v = 0], g, step) => {
    const first = f(f(f(BETA1) * m) + f(f(1 - BETA1) * g));
    const second = f(f(f(BETA2) * v) + f(f(1 - BETA2) * f(g * g)));
    const move = f(f(f(adamRate(step)) * first) / f(f(Math.sqrt(second)) + f(adamEpsilon(step))));
    return [f(w - move), first, second];
  },
};

/** The kernel's step, in guarded memory. */
export function update({ call }: Pick<Optimizer, 'call'>, state: State, g: Vector, step = 1): State {
  const names = ['w', 'first', 'second'].slice(0, state.length);
  const operands: Record<string, Operand<Vector>> = { g: input(g) };
  names.forEach((name, part) => {
    operands[name] = updated(state[part] as Vector);
  });
  const found = run(operands, (kernels, at) => {
    const addresses = names.map((name) => Number(at[name]));
    call(kernels, addresses, Number(at.g), g.length, step);
  });
  return names.map((name) => found[name] as Vector);
}

/** A step of all weights by a formula. Zeros lose their sign, because the kernels do not keep it in moments. */
export function follow(
  rule: Step,
  state: readonly ArrayLike<number>[],
  g: ArrayLike<number>,
  step = 1,
): number[][] {
  const weights = Array.from(g, (gradient, i) => {
    const weight = state.map((values) => Number(values[i]));
    return rule(weight, gradient, step);
  });
  return state.map((_, part) => weights.map((weight) => Number(weight[part]) + 0));
}

/** Does the same with every term positive: the magnitudes that a step adds. */
export const magnitudes =
  (rule: Step): Step =>
  ([w = 0, ...moments], g, step) =>
    rule([-Math.abs(w), ...moments.map(Math.abs)], Math.abs(g), step).map(Math.abs);
