import * as Comlink from 'comlink';
import type { StartHelper, TrainerApi } from '../../worker/protocol';
import { type MakeWorker, unused } from './start-worker';
import { onLateStart } from './timely-seconds';

/**
 * The helper threads of a trainer's worker. They are workers of the same script, made in the same way. The page makes them, because in
 * Firefox a worker that makes a worker sometimes never continues (docs/decisions/0066).
 */
export class TeamThreads {
  readonly #make: MakeWorker;
  readonly #url: URL;
  readonly #onDeath: (how: string) => void;
  readonly #started = new Set<Worker>();
  #startsNoMore = false;

  /**
   * @param make the way in which the trainer's worker was made
   * @param url the script, for error texts
   * @param onDeath called if a helper fails after its start. The trainer's worker may wait for the part of the work that it had taken, and never continue
   */
  constructor(make: MakeWorker, url: URL, onDeath: (how: string) => void) {
    this.#make = make;
    this.#url = url;
    this.#onDeath = onDeath;
  }

  /** Rejects with the reason if the helper does not start. Training begins without it then. */
  readonly start: StartHelper = async () => {
    if (this.#startsNoMore) throw new Error('the trainer is ending');
    const worker = unused(this.#make('fmnist-trainer helper'));
    this.#started.add(worker);
    const { port1, port2 } = new MessageChannel();
    let hasStarted = false;
    let stopCounting = () => {};
    const failure = new Promise<never>((_, reject) => {
      stopCounting = onLateStart((how) => reject(new Error(how)));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        const how = `${event.message || 'a script that does not load or run'}, from ${this.#url}`;
        if (hasStarted) this.#onDeath(`a helper thread failed: ${how}`);
        else reject(new Error(how));
      });
    });
    try {
      await Promise.race([Comlink.wrap<TrainerApi>(worker).assist(Comlink.transfer(port1, [port1])), failure]);
      hasStarted = true;
      return Comlink.transfer(port2, [port2]);
    } catch (thrown) {
      worker.terminate();
      this.#started.delete(worker);
      throw thrown;
    } finally {
      stopCounting();
    }
  };

  /** To be called when the trainer's worker is asked to end. */
  startNoMore(): void {
    this.#startsNoMore = true;
  }

  end(): void {
    this.startNoMore();
    for (const worker of this.#started) worker.terminate();
    this.#started.clear();
  }
}
