import { property } from 'lit/decorators.js';
import type { FirstLayer } from '../../../worker/protocol';
import type { LoadExcitingGarments, LoadGarments } from '../../state/sources';
import { titledSection } from '../../ui/tokens.styles';
import { LazyElement, lazyStyles, viewFrom } from '../lazy/lazy-element';
import { viewFile } from '../lazy/view-file';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { firstLayerPlace } from './first-layer-place.styles';

const CODE = viewFile('views/first-layer.js', () => import('./first-layer-file.js'));

/**
 * The weights of the first layer's units as pictures on a common scale. A chosen unit is enlarged, with the garments that
 * activate it most; they are requested again when the weights change. One tab stop; the arrow keys move inside it. The code of the view loads when the element is first shown.
 *
 * @tag fmnist-first-layer
 * @fires {CustomEvent<TrainerErrorReport>} fmnist-error - The file with the view's code did not load: `page-file`
 * @csspart units - the sheet of pictures
 * @csspart unit - the chosen unit, large
 */
export class FmnistFirstLayer extends LazyElement {
  static override styles = [...lazyStyles, titledSection, firstLayerPlace];

  /** Null before the first epoch. */
  @property({ attribute: false }) layer: FirstLayer | null = null;
  /** Whether there is a network without its data set, so that no garments can be shown. */
  @property({ attribute: false }) withoutData = false;
  /** Finds the garments that activate a unit most. Without it none are shown. */
  @property({ attribute: false }) exciting: LoadExcitingGarments | null = null;
  /** Loads the pixels of those garments. */
  @property({ attribute: false }) loadGarments: LoadGarments | null = null;
  /** Class indices of the validation images. With the class names, the garments are counted by class. */
  @property({ attribute: false }) labels: Uint8Array | null = null;
  /** The ten classes, in the order of their labels. */
  @property({ attribute: false }) classNames: readonly string[] = [];

  /** @internal */
  protected override readonly source = viewFrom(
    CODE,
    (code) => new code.FirstLayerView(this),
    () => VIEW_TITLES.firstLayer,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-first-layer': FmnistFirstLayer;
  }
}
