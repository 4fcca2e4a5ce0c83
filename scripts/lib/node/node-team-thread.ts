import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TeamThread } from '../../../worker/engines/fused/team';
import { projectRoot } from '../entry.mjs';

/** The globals that a browser's worker has. */
const WORKER_GLOBALS = `
const { parentPort } = require('node:worker_threads');
globalThis.postMessage = (message) => parentPort.postMessage(message);
globalThis.addEventListener = (type, listen) => parentPort.on(type, (data) => listen({ data }));
`;

/** A helper thread under Node: the browser's script in a worker thread, which does not keep the process alive. */
export function startNodeTeamThread(): Promise<TeamThread> {
  const script = readFileSync(join(projectRoot(), '.cache/kernels/team-thread.js'), 'utf8');
  const worker = new Worker(WORKER_GLOBALS + script, { eval: true });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => {
      worker.unref();
      resolve({ send: (work) => worker.postMessage(work) });
    });
  });
}
