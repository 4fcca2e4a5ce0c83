import { scriptImporting } from '../../protocol';
import type { TeamThread } from './team';

/** Longest wait for a helper; training then begins without it. */
const START_TIMEOUT_MS = 3000;

/** The helpers that this worker has. */
const started = new Set<Worker>();

/**
 * Ends all helpers. A worker has to, a while before it ends itself: where both end at the same moment, Chromium may leave the threads of
 * both behind for ever (docs/decisions/0040).
 */
export function endTeamThreads(): void {
  for (const worker of started) worker.terminate();
  started.clear();
}

/**
 * Starts a helper thread from a worker: a worker of the worker. Of another origin it is started through a blob, as the
 * trainer's own worker is.
 * @param url of `team-thread.js`
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
    // A blob's worker has a policy for all it starts. The file's own has the content policy that its host sends with it.
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
