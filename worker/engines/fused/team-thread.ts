import { instantiateKernels } from '../../kernels/bindings';
import type { TeamWork } from './team';

// A helper thread: built as a script of its own, since it needs none of the trainer's. It says that it is there, then
// computes what it is given; between two memories it waits for the next message.
addEventListener('message', ({ data }: MessageEvent<TeamWork>) => {
  const { module, memory, plan, thread } = data;
  instantiateKernels(module, memory).help(plan, thread);
});
postMessage('ready');
