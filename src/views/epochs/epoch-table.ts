import { property } from 'lit/decorators.js';
import type { EpochReport } from '../../../worker/protocol';
import { disclosure } from '../../ui/tokens.styles';
import { FoldedElement } from '../lazy/folded-element';
import { lazyStyles, viewFrom } from '../lazy/lazy-element';
import { viewFile } from '../lazy/view-file';
import { VIEW_TITLES } from '../lazy/view-titles.wording';

const CODE = viewFile('views/epoch-table.js', () => import('./epoch-table-file.js'));

/**
 * The charts' figures as a table, behind a disclosure. Marks the epoch with the best validation accuracy. The code of the table loads when
 * the visitor first unfolds it.
 *
 * @tag fmnist-epoch-table
 * @fires {CustomEvent<TrainerErrorReport>} fmnist-error - The file with the view's code did not load: `page-file`
 */
export class FmnistEpochTable extends FoldedElement {
  static override styles = [...lazyStyles, disclosure];

  /** The finished epochs, the first one first. */
  @property({ attribute: false }) epochs: readonly EpochReport[] = [];

  /** @internal */
  protected override readonly source = viewFrom(
    CODE,
    (code) => new code.EpochTableView(this),
    () => '',
  );

  /** @internal */
  protected override get summary(): string {
    return VIEW_TITLES.epochTable;
  }
}
