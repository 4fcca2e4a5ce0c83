import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { FormatPhoto, Predict, ReadPhotoFile } from '../../state/sources';
import { LazyElement, lazyStyles, viewFrom } from '../lazy/lazy-element';
import { viewFile } from '../lazy/view-file';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { garmentPadPlace } from './garment-pad-place.styles';
import type { GarmentPadView } from './garment-pad-view';

const CODE = viewFile('views/garment-pad.js', () => import('./garment-pad-file.js'));

/**
 * The visitor's own garment: drawn with mouse, finger, pen or keyboard, or a photo that is chosen, dropped or pasted.
 * Beside it: the image the network sees and its prediction, updated while drawing and whenever the weights change. The
 * code of the view loads when the element is first shown.
 *
 * @tag fmnist-garment-pad
 * @fires {RequestEvent} fmnist-request - The image that the network sees has changed: `show-garment`
 * @fires {CustomEvent<TrainerErrorReport>} fmnist-error - The file with the view's code did not load: `page-file`
 * @csspart pad - the drawing area
 * @csspart seen - the 28 × 28 picture the network sees
 */
export class FmnistGarmentPad extends LazyElement {
  static override styles = [...lazyStyles, garmentPadPlace];

  /** The ten classes, in the order of their labels. */
  @property({ attribute: false }) classNames: readonly string[] = [];
  /** Null while there is no network. */
  @property({ attribute: false }) predict: Predict | null = null;
  /** Converts a photo or drawing into the image the network sees. */
  @property({ attribute: false }) formatPhoto: FormatPhoto | null = null;
  /** Decodes a picture file. Null decodes it in the page, which a large photo holds up for a second or two. */
  @property({ attribute: false }) readPhoto: ReadPhotoFile | null = null;
  /** Whether an `<fmnist-network>` beside it shows what the network sees, and the probabilities. */
  @property({ attribute: false }) hasPicture = false;
  /** The class of the garment that is on the pad as long as nothing is drawn, 0 to 9. Null leaves the pad empty. */
  @property({ attribute: false }) sample: number | null = null;
  /** Changes whenever the weights to ask have changed. */
  @property({ attribute: false }) weightsVersion: number | string = 0;

  /** @internal */
  protected override readonly source = viewFrom(
    CODE,
    (code) => new code.GarmentPadView(this),
    () => VIEW_TITLES.garmentPad,
  );

  /** The styles of its place depend on it. */
  override willUpdate(changed: PropertyValues<this>): void {
    this.toggleAttribute('data-has-picture', this.hasPicture);
    super.willUpdate(changed);
  }

  /**
   * Shows a picture file in place of the drawing.
   * @throws TrainerError `page-file` when the code of the view does not load
   */
  async showPhoto(file: Blob): Promise<void> {
    const view = (await this.loadView()) as GarmentPadView;
    await view.showPhoto(file);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-garment-pad': FmnistGarmentPad;
  }
}
