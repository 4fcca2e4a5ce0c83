import { property } from 'lit/decorators.js';
import type { Examination } from '../../../worker/protocol';
import type { GarmentFilter } from '../../state/garment-filter';
import type { LoadGarments, Predict } from '../../state/sources';
import { LazyElement, lazyStyles, viewFrom } from '../lazy/lazy-element';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { GALLERY_CODE } from './gallery-code';
import { sampleGalleryPlace } from './sample-gallery-place.styles';

/**
 * Validation images with the predicted class and the confidence, in a window that scrolls over all of them.
 * Arrow keys move between garments; Enter or a click enlarges one. Draws one canvas of the window's size, at most
 * once per animation frame. Only garments in view are loaded. The code of the view loads when the element is first shown.
 *
 * @tag fmnist-sample-gallery
 * @fires {RequestEvent} fmnist-request - Another filter was chosen: `filter-garments`. A garment was enlarged: `show-garment`
 * @fires {CustomEvent<TrainerErrorReport>} fmnist-error - The file with the view's code did not load: `page-file`
 * @csspart filters - The buttons that choose which garments are shown
 * @csspart garments - The scrolling window with the garments
 * @cssprop --fmnist-gallery-height - Height of that window; by default 30 × `--fmnist-size`, in a narrow place 23 ×
 */
export class FmnistSampleGallery extends LazyElement {
  static override styles = [...lazyStyles, sampleGalleryPlace];

  /** The network's predictions for the images; null before the first epoch. */
  @property({ attribute: false }) examination: Examination | null = null;
  /** The ten classes, in the order of their labels. */
  @property({ attribute: false }) classNames: readonly string[] = [];
  /** Which garments are shown. */
  @property({ attribute: false }) filter: GarmentFilter = { kind: 'all' };
  /** Whether there is a network without its data set, so that nothing can be shown here. */
  @property({ attribute: false }) withoutData = false;
  /** Loads the pixels of garments as they come into view. */
  @property({ attribute: false }) loadGarments: LoadGarments | null = null;
  /** Asks for the ten probabilities of the enlarged garment, for the weights being shown. */
  @property({ attribute: false }) predict: Predict | null = null;

  /** @internal */
  protected override readonly source = viewFrom(
    GALLERY_CODE,
    (code) => new code.SampleGalleryView(this),
    () => VIEW_TITLES.gallery,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-sample-gallery': FmnistSampleGallery;
  }
}
