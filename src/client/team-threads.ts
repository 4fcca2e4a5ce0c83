import * as Comlink from 'comlink';
import type { StartHelper, TrainerApi } from '../../worker/protocol';
import { onLateStart } from './timely-seconds';

/**
 * The helper threads of a trainer's worker. They are workers of the same script, made in the same way. The page makes them, because in Firefox a worker that makes a worker sometimes never continues (docs/decisions/0066).
 */
export class TeamThreads {
  readonly #make: () => Worker;
  readonly #started = new Set<Worker>();
  #ended = false;

  /** @param make the way in which the trainer's worker was made */
  constructor(make: () => Worker) {
    this.#make = make;
  }

  /** Rejects with the reason if the helper does not start. Training begins without it then. */
  readonly start: StartHelper = async () => {
    if (this.#ended) throw new Error('the trainer has ended');
    const worker = this.#make();
    this.#started.add(worker);
    const { port1, port2 } = new MessageChannel();
    let stopCounting = () => {};
    const failure = new Promise<never>((_, reject) => {
      stopCounting = onLateStart((how) => reject(new Error(how)));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        reject(new Error(event.message || 'a script that does not load or run'));
      });
    });
    try {
      await Promise.race([Comlink.wrap<TrainerApi>(worker).assist(Comlink.transfer(port1, [port1])), failure]);
      return Comlink.transfer(port2, [port2]);
    } catch (thrown) {
      worker.terminate();
      this.#started.delete(worker);
      throw thrown;
    } finally {
      stopCounting();
    }
  };

  end(): void {
    this.#ended = true;
    for (const worker of this.#started) worker.terminate();
    this.#started.clear();
  }
}
