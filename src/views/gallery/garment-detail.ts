import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { Examination } from '../../../worker/protocol';
import type { LoadGarments, Predict } from '../../state/sources';
import { LazyElement, lazyStyles, viewFrom } from '../lazy/lazy-element';
import { GALLERY_CODE } from './gallery-code';

/**
 * One validation image, enlarged in a dialog: its class, the predicted class, and the ten probabilities, which follow
 * the training. Its owner sets the garment and moves to the next one on request.
 *
 * @tag fmnist-garment-detail
 * @fires {CustomEvent<number>} fmnist-garment-step - Another garment was requested: 1 for the next, -1 for the previous
 * @fires {CustomEvent} fmnist-garment-close - The dialog was closed
 * @fires {CustomEvent<TrainerErrorReport>} fmnist-error - The file with the view's code did not load: `page-file`
 */
export class FmnistGarmentDetail extends LazyElement {
  static override styles = lazyStyles;

  /** Index of the garment; null closes the dialog. */
  @property({ attribute: false }) garment: number | null = null;
  /** Its position among those shown, starting at 0. */
  @property({ attribute: false }) position = 0;
  /** Number of garments to step through. */
  @property({ attribute: false }) count = 0;
  /** The network's predictions for the validation images. */
  @property({ attribute: false }) examination: Examination | null = null;
  /** The ten classes, in the order of their labels. */
  @property({ attribute: false }) classNames: readonly string[] = [];
  /** Loads the garment's pixels. */
  @property({ attribute: false }) loadGarments: LoadGarments | null = null;
  /** Asks the network for the ten probabilities. */
  @property({ attribute: false }) predict: Predict | null = null;

  /** @internal */
  protected override readonly source = viewFrom(
    GALLERY_CODE,
    (code) => new code.GarmentDetailView(this),
    () => '',
  );

  /** A garment to show loads the dialog, wherever the element is on the page. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('garment') && this.garment !== null) this.loadSoon();
    super.willUpdate(changed);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-garment-detail': FmnistGarmentDetail;
  }
}
