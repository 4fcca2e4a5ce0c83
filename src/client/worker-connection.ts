import * as Comlink from 'comlink';
import {
  type PageData,
  PROTOCOL_VERSION,
  type TrainerApi,
  TrainerError,
  type TrainerEvent,
} from '../../worker/protocol';
import { locateWorker, type MakeWorker, unused, type WorkerLocation, workerNotStarted } from './start-worker';
import { TeamThreads } from './team-threads';
import { onLateStart } from './timely-seconds';
import { WorkerLock } from './worker-lock';
import { WorkerPulse } from './worker-pulse';

/** The time that a worker has to end its run before it is terminated, and its helper threads with it. */
const CLOSE_MS = 1000;

/** The data sets that the workers of this page share. Each is kept until the last worker that uses it ends. */
const held = new Map<WorkerConnection, { readonly dataSrc: string; readonly images: object }>();

/** What a call of the worker resolves to. */
export type Answer<K extends keyof TrainerApi> = Awaited<ReturnType<TrainerApi[K]>>;

/**
 * A running worker behind Comlink. Comlink never settles a call to a dead worker, so every call here ends when the worker dies. Error
 * events reveal the death, or a lock that the worker held. Without Web Locks, a pulse that stops reveals it.
 */
export class WorkerConnection {
  readonly #url: URL;
  readonly #worker: Worker;
  readonly #helpers: TeamThreads;
  readonly #api: Comlink.Remote<TrainerApi>;
  readonly #pulse: WorkerPulse;
  readonly #lock: WorkerLock;
  readonly #onDeath: (error: TrainerError) => void;
  readonly #death: Promise<never>;
  #die: (error: TrainerError) => void = () => {};
  /** The error that the worker's script threw, or that it did not load. */
  #scriptError: string | null = null;
  #greeted = false;
  #closed = false;
  #calls = 0;
  #busy = false;

  /** @param onDeath called once if the worker dies after the hand-shake, but not after `close` */
  private constructor(make: MakeWorker, url: URL, onDeath: (error: TrainerError) => void) {
    this.#url = url;
    this.#worker = unused(make('fmnist-trainer'));
    this.#helpers = new TeamThreads(make, url, (how) => this.#lost(how));
    this.#api = Comlink.wrap<TrainerApi>(this.#worker);
    this.#onDeath = onDeath;
    this.#death = new Promise((_, reject) => {
      this.#die = reject;
    });
    this.#death.catch(() => {});
    this.#pulse = new WorkerPulse(
      () => this.#api.ping(),
      () => this.#lost('no answer for a minute and a half'),
    );
    this.#lock = new WorkerLock(
      (name) => this.#api.hold(name),
      () => this.#lost('it ended without an error'),
      () => this.#watch(),
    );
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#scriptError = event.message || 'a script that does not load or run';
      this.#lost(this.#scriptError);
    });
    this.#worker.addEventListener('messageerror', () => this.#lost('a message that cannot be read'));
  }

  /**
   * Starts a worker and makes the hand-shake. If one way to start it fails, the next way is tried. A worker that starts but does not
   * answer, or that has another version, ends the attempt.
   * @param listener called with the worker's events
   * @throws TrainerError `worker-start` or `worker-version`
   */
  static async open(
    location: WorkerLocation,
    listener: (event: TrainerEvent) => void,
    onDeath: (error: TrainerError) => void,
  ): Promise<WorkerConnection> {
    const { url, assets, ways } = await locateWorker(location);
    const failures: string[] = [];
    for (const way of ways) {
      let connection: WorkerConnection;
      try {
        connection = new WorkerConnection(way, url, onDeath);
      } catch (thrown) {
        failures.push(String(thrown));
        continue;
      }
      try {
        await connection.#greet(assets, listener);
        return connection;
      } catch (thrown) {
        if (connection.#scriptError === null) throw thrown;
        failures.push(connection.#scriptError);
      }
    }
    throw workerNotStarted(url, failures.join('; then, as a blob, '));
  }

  /** Calls the worker. Rejects with a `TrainerError` if the call fails, if the worker dies, or on `close`. */
  async call<K extends keyof TrainerApi>(name: K, ...args: Parameters<TrainerApi[K]>): Promise<Answer<K>> {
    const api = this.#api as unknown as Record<K, (...args: Parameters<TrainerApi[K]>) => Promise<Answer<K>>>;
    this.#calls += 1;
    this.#watch();
    try {
      return await Promise.race([api[name](...args), this.#death]);
    } catch (thrown) {
      throw (thrown as Partial<Error> | null)?.name === 'DataCloneError'
        ? notPlain(name, thrown)
        : TrainerError.from(thrown);
    } finally {
      this.#calls -= 1;
      this.#watch();
    }
  }

  /** Whether a run is active. The worker is then watched even without a call. */
  set busy(busy: boolean) {
    this.#busy = busy;
    this.#watch();
  }

  /** Asks the worker to end, and terminates it after a second. Calls that are not answered yet reject with `reason` at once. */
  close(reason: TrainerError): void {
    if (this.#closed) return;
    this.#api.close().catch(() => {});
    this.#leave(reason);
    setTimeout(() => this.#terminate(), CLOSE_MS);
  }

  /** Terminates a worker that is dead, or that has not started. */
  #end(reason: TrainerError): void {
    if (this.#closed) return;
    this.#leave(reason);
    this.#terminate();
  }

  #leave(reason: TrainerError): void {
    this.#closed = true;
    this.#helpers.startNoMore();
    held.delete(this);
    this.#watch();
    this.#die(reason);
  }

  #terminate(): void {
    // Otherwise Comlink's registry of proxies keeps the worker alive, and through it this connection, the client and the element.
    this.#api[Comlink.releaseProxy]();
    this.#worker.terminate();
    this.#helpers.end();
  }

  async #greet(assets: Parameters<TrainerApi['hello']>[0], listener: (event: TrainerEvent) => void) {
    const stopCounting = onLateStart((how) => this.#lost(how));
    try {
      const pageData = Comlink.proxy(this.#pageData);
      const startHelper = Comlink.proxy(this.#helpers.start);
      const version = await this.call('hello', assets, Comlink.proxy(listener), pageData, startHelper);
      if (version !== PROTOCOL_VERSION) throw otherVersion(this.#url, version);
      this.#greeted = true;
    } catch (thrown) {
      const error = TrainerError.from(thrown);
      this.#end(error);
      throw error;
    } finally {
      stopCounting();
    }
  }

  /** See `PageData`. */
  readonly #pageData: PageData = async (dataSrc, images) => {
    const data = images ? { dataSrc, images } : [...held.values()].find((one) => one.dataSrc === dataSrc);
    if (data && !this.#closed) held.set(this, data);
    return data?.images;
  };

  #lost(how: string): void {
    if (this.#closed) return;
    const error = this.#greeted ? workerDied(how) : workerNotStarted(this.#url, how);
    this.#end(error);
    if (this.#greeted) this.#onDeath(error);
  }

  #watch(): void {
    const active = !this.#closed && (this.#busy || this.#calls > 0);
    if (this.#closed) this.#lock.end();
    else this.#lock.watch(active);
    this.#pulse.watch(active && !this.#lock.isHeld);
  }
}

function notPlain(call: string, thrown: unknown): TrainerError {
  const got = String(thrown);
  return new TrainerError({
    code: 'call-refused',
    message: `${call}() cannot be called: ${got}`,
    got,
    expected: 'plain data',
    remedy: 'Pass no functions or elements.',
  });
}

function workerDied(how: string): TrainerError {
  return new TrainerError({
    code: 'worker-died',
    message: 'The training worker has died.',
    got: how,
    expected: 'a worker that answers',
    remedy:
      'Press Retry to start a new one. If it dies again, use fewer units or a smaller batch: it may lack memory.',
  });
}

function otherVersion(url: URL, version: number): TrainerError {
  return new TrainerError({
    code: 'worker-version',
    message: 'The worker’s script belongs to another version of the trainer.',
    got: `protocol ${version}, from ${url.href}`,
    expected: `protocol ${PROTOCOL_VERSION}`,
    remedy: 'Serve worker.js and fmnist-trainer.js from the same release, and reload without the cache.',
  });
}
