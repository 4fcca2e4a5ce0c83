import { property } from 'lit/decorators.js';
import type { Examination } from '../../../worker/protocol';
import type { GarmentFilter } from '../../state/garment-filter';
import { titledSection } from '../../ui/tokens.styles';
import { LazyElement, lazyStyles, viewFrom } from '../lazy/lazy-element';
import { viewFile } from '../lazy/view-file';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { confusionMatrixPlace } from './confusion-matrix-place.styles';

const CODE = viewFile('views/confusion-matrix.js', () => import('./confusion-matrix-file.js'));

/**
 * Confusion matrix of the validation images, with recall and precision. A cell requests its garments, a row header those
 * of the class. The cell or header that filters the gallery is marked. One tab stop; the arrow keys move inside it.
 * The code of the view loads when the element is first shown.
 *
 * @tag fmnist-confusion-matrix
 * @fires {RequestEvent} fmnist-request - Garments were selected: `filter-garments`
 * @fires {CustomEvent<TrainerErrorReport>} fmnist-error - The file with the view's code did not load: `page-file`
 * @csspart table - the matrix
 */
export class FmnistConfusionMatrix extends LazyElement {
  static override styles = [...lazyStyles, titledSection, confusionMatrixPlace];

  /** Null before the first epoch. */
  @property({ attribute: false }) examination: Examination | null = null;
  /** The ten classes, in the order of their labels. */
  @property({ attribute: false }) classNames: readonly string[] = [];
  /** Whether there is a network without its data set, so that nothing can be shown here. */
  @property({ attribute: false }) withoutData = false;
  /** The gallery's filter. Its cell or header is marked. */
  @property({ attribute: false }) filter: GarmentFilter = { kind: 'all' };

  /** @internal */
  protected override readonly source = viewFrom(
    CODE,
    (code) => new code.ConfusionMatrixView(this),
    () => VIEW_TITLES.confusionMatrix,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-confusion-matrix': FmnistConfusionMatrix;
  }
}
