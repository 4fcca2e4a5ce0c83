import type { ModelFile } from '../protocol';
import type { OpenedModel } from '../training/opened-model';
import { untilAborted } from '../training/run-control';
import { type OpeningParts, openModel } from './open-model';
import { overtaken } from './refused';

/** Opens trained networks, one at a time: each ends the one before. */
export class ModelOpening {
  readonly #parts: OpeningParts;
  readonly #report: (thrown: unknown) => void;
  #latest = new AbortController();

  /** @param report receives why a model could not be opened, unless a later call ended the opening */
  constructor(parts: OpeningParts, report: (thrown: unknown) => void) {
    this.#parts = parts;
    this.#report = report;
  }

  /** @throws TrainerError `call-overtaken` if a later call ended it, or what `openModel` throws */
  async open(source: string | readonly ModelFile[]): Promise<OpenedModel> {
    this.cancel();
    const latest = new AbortController();
    this.#latest = latest;
    try {
      return await untilAborted(openModel(source, this.#parts, latest.signal), latest.signal);
    } catch (thrown) {
      if (latest.signal.aborted) throw overtaken('importModel');
      this.#report(thrown);
      throw thrown;
    }
  }

  /** Ends the opening that is under way, if there is one. */
  cancel(): void {
    this.#latest.abort();
  }
}
