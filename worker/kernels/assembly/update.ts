// The update of weights by the plan's optimizer.

import { adamOf } from './adam';
import { momentum } from './momentum';
import { Optimizer, Plan } from './plan';
import { rmsPropOf } from './rms-prop';
import { sgd } from './sgd';

/**
 * Updates `count` consecutive weights and their moments.
 * @param w the weights. Their moments lie at the plan's distances from them
 * @param g their gradient, shape (count)
 */
export function updateWeights(plan: Plan, w: usize, g: usize, count: i32): void {
  const first = w + plan.firstMoment;
  switch (plan.optimizer) {
    case Optimizer.adam:
      adamOf(
        w,
        first,
        w + plan.secondMoment,
        g,
        count,
        plan.rate,
        plan.epsilon,
        plan.decay1,
        plan.complement1,
        plan.decay2,
        plan.complement2,
      );
      break;
    case Optimizer.sgd:
      sgd(w, g, count, plan.rate);
      break;
    case Optimizer.momentum:
      momentum(w, first, g, count, plan.rate, plan.decay1);
      break;
    case Optimizer.rmsprop:
      rmsPropOf(w, first, g, count, plan.rate, plan.decay1, plan.complement1, plan.epsilon);
      break;
  }
}
