import { property } from 'lit/decorators.js';
import type { ListedRun } from '../../client/list-stored-runs';
import { formatCount } from '../../language/format-numbers';
import { disclosure } from '../../ui/tokens.styles';
import { FoldedElement } from '../lazy/folded-element';
import { lazyStyles, viewFrom } from '../lazy/lazy-element';
import { RUNS_CODE } from './runs-code';
import { STORED_RUNS } from './stored-runs.wording';

/**
 * A collapsed list of the runs stored in this browser: date, settings, progress, accuracy and size. Requests
 * `continue-run`, or `delete-run` or `delete-all-runs` on the second click. Takes no space while there are none. The code of the list loads
 * when the visitor first unfolds it.
 *
 * @tag fmnist-stored-runs
 *
 * @fires {RequestEvent} fmnist-request - Runs are to be continued or deleted: `continue-run`, `delete-run`, `delete-all-runs`
 * @fires {CustomEvent<TrainerErrorReport>} fmnist-error - The file with the view's code did not load: `page-file`
 */
export class FmnistStoredRuns extends FoldedElement {
  static override styles = [...lazyStyles, disclosure];

  /** Latest first. */
  @property({ attribute: false }) runs: readonly ListedRun[] = [];
  /** Whether a run could start now. */
  @property({ attribute: false }) canContinue = false;

  /** @internal */
  protected override readonly source = viewFrom(
    RUNS_CODE,
    (code) => new code.StoredRunsView(this),
    () => '',
  );

  /** @internal */
  protected override get summary(): string | undefined {
    const { length } = this.runs;
    return length > 0 ? STORED_RUNS.title(formatCount(length)) : undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-stored-runs': FmnistStoredRuns;
  }
}
