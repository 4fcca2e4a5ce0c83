import type { ModelFile } from '../protocol';
import type { OpenedModel } from '../training/opened-model';
import { untilAborted } from '../training/run-control';
import { type OpeningParts, openModel } from './open-model';
import { overtaken } from './refused';

/** Opens trained networks, one at a time: each new opening cancels the one before. */
export class ModelOpening {
  readonly #parts: OpeningParts;
  readonly #report: (thrown: unknown) => void;
  #latest = new AbortController();

  /** @param report receives the error if a model could not be opened, unless a later call cancelled the opening */
  constructor(parts: OpeningParts, report: (thrown: unknown) => void) {
    this.#parts = parts;
    this.#report = report;
  }

  /** @throws TrainerError `call-overtaken` if a later call cancelled it, or an error of `openModel` */
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

  /** Cancels the current opening, if there is one. */
  cancel(): void {
    this.#latest.abort();
  }
}
