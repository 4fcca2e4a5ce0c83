import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TeamThread } from '../../../worker/engines/fused/team';
import { projectRoot } from '../entry.mjs';

/** A helper thread under Node: a worker thread that does not keep the process alive. */
export function startNodeTeamThread(): Promise<TeamThread> {
  const worker = new Worker(join(projectRoot(), '.cache/kernels/node-team-thread.js'));
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('online', () => {
      worker.unref();
      resolve({ send: (work) => worker.postMessage(work) });
    });
  });
}
