import { instantiateKernels } from '../../kernels/bindings';
import type { TeamWork } from './team';

// The script of a helper thread, separate from the trainer's because it needs none of its code. It reports that it
// has started. Each message then gives it a memory to work on until the kernels' `help` returns.
addEventListener('message', ({ data }: MessageEvent<TeamWork>) => {
  const { module, memory, plan, thread } = data;
  instantiateKernels(module, memory).help(plan, thread);
});
postMessage('ready');
