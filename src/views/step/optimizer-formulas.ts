import { ADAM, type OptimizerName, RMSPROP } from '../../../worker/protocol';

/** 1 − x without the rounding of float64: 0.1, not 0.09999999999999998. */
const rest = (decay: number) => Number((1 - decay).toFixed(9));

/** Adam's corrections in formulas: what its moments are divided by in step t. */
export const CORRECTIONS = [`1 − ${ADAM.beta1}ᵗ`, `1 − ${ADAM.beta2}ᵗ`] as const;

/** What each optimizer subtracts from a weight, with g for the gradient and η for the learning rate. */
export const FORMULAS: Readonly<Record<OptimizerName, readonly string[]>> = {
  sgd: ['Δ = η · g'],
  momentum: ['velocity ← μ · velocity + g', 'Δ = η · velocity'],
  rmsprop: [
    `mean-square ← ${RMSPROP.decay} · mean-square + ${rest(RMSPROP.decay)} · g²`,
    'Δ = η · g / √(mean-square + ε)',
  ],
  adam: [
    `m ← ${ADAM.beta1} · m + ${rest(ADAM.beta1)} · g`,
    `v ← ${ADAM.beta2} · v + ${rest(ADAM.beta2)} · g²`,
    `m̂ = m / (${CORRECTIONS[0]})`,
    `v̂ = v / (${CORRECTIONS[1]})`,
    'Δ = η · m̂ / (√v̂ + ε)',
  ],
};

/** The ε of the formulas that have one. */
export const EPSILONS: Readonly<Partial<Record<OptimizerName, number>>> = {
  rmsprop: RMSPROP.epsilon,
  adam: ADAM.epsilon,
};
