import { nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { RunRecord } from '../../state/run-state';
import { LazyElement, lazyStyles, viewFrom } from '../lazy/lazy-element';
import { RUNS_CODE } from './runs-code';

/**
 * A table of the earlier runs in the charts: how each ended, and which settings differ from the current run's. Pointing
 * at a run, or moving to it by keyboard, requests its highlight. Takes no space while there are none. The code of the table loads with the first earlier run.
 *
 * @tag fmnist-past-runs
 * @fires {RequestEvent} fmnist-request - A run was pointed at: `highlight-run`
 * @fires {CustomEvent<TrainerErrorReport>} fmnist-error - The file with the view's code did not load: `page-file`
 */
export class FmnistPastRuns extends LazyElement {
  static override styles = lazyStyles;

  /** Oldest first. */
  @property({ attribute: false }) pastRuns: readonly RunRecord[] = [];
  /** The current run. */
  @property({ attribute: false }) run: RunRecord | null = null;
  /** The earlier run that is pointed at, by its `runId`. */
  @property({ attribute: false }) highlighted: number | null = null;

  /** @internal */
  protected override readonly source = viewFrom(
    RUNS_CODE,
    (code) => new code.PastRunsView(this),
    () => '',
  );

  /** @internal */
  protected override get isWanted(): boolean {
    return false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('pastRuns') && this.pastRuns.length > 0) this.loadSoon();
    super.willUpdate(changed);
  }

  override render(): TemplateResult | typeof nothing {
    return this.pastRuns.length > 0 ? super.render() : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-past-runs': FmnistPastRuns;
  }
}
