import { scriptImporting } from '../../protocol';
import type { TeamThread } from './team';

/** How long to wait for a helper thread. After that, training begins without it. */
const START_TIMEOUT_MS = 3000;

/** The helper threads of this worker. */
const started = new Set<Worker>();

/**
 * Stops all helper threads. A worker must do this some time before it stops itself: if both stop at the same moment,
 * Chromium may keep the threads of both running for good (docs/decisions/0040).
 */
export function endTeamThreads(): void {
  for (const worker of started) worker.terminate();
  started.clear();
}

/**
 * Starts a helper thread: a worker of this worker. A script from another origin is started through a blob, like the
 * trainer's own worker.
 * @param url the URL of `team-thread.js`
 */
export function startTeamThread(url: string): Promise<TeamThread> {
  return new Promise((resolve, reject) => {
    const sameOrigin = new URL(url).origin === globalThis.origin;
    const address = sameOrigin ? url : URL.createObjectURL(scriptImporting(url));
    const worker = startHelper(address);
    started.add(worker);
    const fail = (reason: string) => {
      worker.terminate();
      started.delete(worker);
      reject(new Error(`${reason}, from ${url}`));
    };
    const timer = setTimeout(fail, START_TIMEOUT_MS, `no answer within ${START_TIMEOUT_MS / 1000} seconds`);
    worker.onmessage = () => {
      clearTimeout(timer);
      if (!sameOrigin) URL.revokeObjectURL(address);
      resolve({ send: (work) => worker.postMessage(work) });
    };
    worker.onerror = (event) => {
      clearTimeout(timer);
      event.preventDefault();
      fail(event.message || 'a script that does not load or run');
    };
  });
}

function startHelper(address: string): Worker {
  try {
    return new Worker(address, { name: 'fmnist-trainer helper' });
  } catch (thrown) {
    // Trusted Types refuse a URL as text. This happens only if the worker's own script came with such a policy; one
    // that was started through a blob has a default policy.
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
    if (!(thrown instanceof TypeError) || !trustedTypes) throw thrown;
    policy ??= trustedTypes.createPolicy('fmnist-trainer', { createScriptURL: String });
    return new Worker(policy.createScriptURL(address), { name: 'fmnist-trainer helper' });
  }
}

interface Policy {
  createScriptURL(url: string): URL;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}
let policy: Policy | undefined;
