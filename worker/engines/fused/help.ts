import { instantiateKernels } from '../../kernels/bindings';
import type { TeamWork } from './team';

/** What a helper thread does with a message: it works on that memory until the kernels' `leave` or `resize` ends it. */
export function help({ module, memory, plan, thread }: TeamWork): void {
  instantiateKernels(module, memory).help(plan, thread);
}
