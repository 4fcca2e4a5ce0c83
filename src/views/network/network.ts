import { property } from 'lit/decorators.js';
import type { LoadActivations, LoadGarments, LoadUnitWeights } from '../../state/sources';
import { titledSection } from '../../ui/tokens.styles';
import { LazyElement, lazyStyles, viewFrom } from '../lazy/lazy-element';
import { viewFile } from '../lazy/view-file';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { networkPlace } from './network-place.styles';
import type { NetworkShape, ShapeSettings } from './network-shape';

const CODE = viewFile('views/network.js', () => import('./network-file.js'));

/**
 * The network as a picture: the image, the units of every hidden layer, the logits and the probabilities. Before training it shows the
 * network of the settings. Then each unit is shaded by its output for the selected garment, and the unit under the pointer or with focus
 * shows the connections that change it most. The picture is one tab stop, and the arrow keys move between units and layers. A table has
 * the same numbers. The code of the view loads when the element is first shown.
 *
 * @tag fmnist-network
 * @fires {CustomEvent<TrainerErrorReport>} fmnist-error - The file with the view's code did not load: `page-file`
 * @csspart picture - the picture
 */
export class FmnistNetwork extends LazyElement {
  static override styles = [...lazyStyles, titledSection, networkPlace];

  /** The settings of the next run: `hiddenUnits` and `activation`, as the trainer takes them. The lesson's by default. */
  @property({ attribute: false }) settings: ShapeSettings = {};
  /** The hidden units and the activation of the current network. Null while there is no network. */
  @property({ attribute: false }) network: NetworkShape | null = null;
  /** Whether the network comes with the package and was opened before anyone asked for one. */
  @property({ attribute: false }) isPreview = false;
  /** Whether the network is being trained. If so, it is shown even if the settings differ. */
  @property({ attribute: false }) isRunning = false;
  /** The selected garment: 784 bytes, or the index of a validation image. Null shows the first validation image. */
  @property({ attribute: false }) garment: number | Uint8Array | null = null;
  /** The number of validation images; 0 without a data set. */
  @property({ attribute: false }) garmentCount = 0;
  /** The ten classes, in the order of their labels. */
  @property({ attribute: false }) classNames: readonly string[] = [];
  /** Loads validation images, for the garment and to find dead units. */
  @property({ attribute: false }) loadGarments: LoadGarments | null = null;
  /** Computes the output of every layer. */
  @property({ attribute: false }) activations: LoadActivations | null = null;
  /** Reads the weights into a unit. If it is null, no connections are shown. */
  @property({ attribute: false }) unitWeights: LoadUnitWeights | null = null;
  /** Changes whenever the weights have changed. */
  @property({ attribute: false }) weightsVersion: number | string = 0;

  /** @internal */
  protected override readonly source = viewFrom(
    CODE,
    (code) => new code.NetworkView(this),
    () => VIEW_TITLES.network,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-network': FmnistNetwork;
  }
}
