import { VERSION } from '../state/version';
import { FmnistHelpTip } from '../ui/help-tip';
import { FmnistMetricsChart } from '../views/chart/metrics-chart';
import { FmnistLiveRegion } from '../views/controls/live-region';
import { FmnistProgressLine } from '../views/controls/progress-line';
import { FmnistRunControls } from '../views/controls/run-controls';
import { FmnistDownloadMenu } from '../views/downloads/download-menu';
import { FmnistEpochSlider } from '../views/epochs/epoch-slider';
import { FmnistEpochTable } from '../views/epochs/epoch-table';
import { FmnistErrorPanel } from '../views/errors/error-panel';
import { FmnistFirstLayer } from '../views/first-layer/first-layer';
import { FmnistGarmentDetail } from '../views/gallery/garment-detail';
import { FmnistSampleGallery } from '../views/gallery/sample-gallery';
import { FmnistConfusionMatrix } from '../views/matrix/confusion-matrix';
import { FmnistNetwork } from '../views/network/network';
import { FmnistGarmentPad } from '../views/pad/garment-pad';
import { FmnistProbabilityBars } from '../views/probabilities/probability-bars';
import { FmnistPastRuns } from '../views/runs/past-runs';
import { FmnistStorageNote } from '../views/runs/storage-note';
import { FmnistStoredRuns } from '../views/runs/stored-runs';
import { FmnistSettingsForm } from '../views/settings/settings-form';
import { FmnistCopyButton } from '../views/share/copy-button';
import { FmnistShareLink } from '../views/share/share-link';
import { FmnistStep } from '../views/step/step';
import { FmnistTrainer } from './fmnist-trainer';

/** The property in which an element's class records the version of the script that defined it. */
const DEFINED = Symbol.for('fmnist-trainer.version');

/** The elements that the trainer consists of. */
const PARTS: Readonly<Record<string, CustomElementConstructor>> = {
  'fmnist-help-tip': FmnistHelpTip,
  'fmnist-copy-button': FmnistCopyButton,
  'fmnist-run-controls': FmnistRunControls,
  'fmnist-progress-line': FmnistProgressLine,
  'fmnist-error-panel': FmnistErrorPanel,
  'fmnist-metrics-chart': FmnistMetricsChart,
  'fmnist-epoch-table': FmnistEpochTable,
  'fmnist-settings-form': FmnistSettingsForm,
  'fmnist-share-link': FmnistShareLink,
  'fmnist-live-region': FmnistLiveRegion,
  'fmnist-download-menu': FmnistDownloadMenu,
  'fmnist-epoch-slider': FmnistEpochSlider,
  'fmnist-past-runs': FmnistPastRuns,
  'fmnist-probability-bars': FmnistProbabilityBars,
  'fmnist-garment-pad': FmnistGarmentPad,
  'fmnist-confusion-matrix': FmnistConfusionMatrix,
  'fmnist-first-layer': FmnistFirstLayer,
  'fmnist-network': FmnistNetwork,
  'fmnist-garment-detail': FmnistGarmentDetail,
  'fmnist-sample-gallery': FmnistSampleGallery,
  'fmnist-step': FmnistStep,
  'fmnist-storage-note': FmnistStorageNote,
  'fmnist-stored-runs': FmnistStoredRuns,
};

/**
 * Defines the trainer's element and its parts. A name that is already defined keeps its element. Two copies of one version on a page
 * are harmless; for another version, the console shows one warning. Without a browser, as on a server, nothing is defined.
 * @param name the tag, with a hyphen; every name except `fmnist-trainer` gets its own class, which extends `FmnistTrainer`
 * @throws DOMException `SyntaxError` if the name is not valid for a custom element
 */
export function defineTrainer(name = 'fmnist-trainer'): void {
  const { customElements } = globalThis;
  if (!customElements) return;
  const trainer = name === 'fmnist-trainer' ? FmnistTrainer : class extends FmnistTrainer {};
  let clash = '';
  for (const [tag, part] of Object.entries({ ...PARTS, [name]: trainer })) {
    Object.defineProperty(part, DEFINED, { value: VERSION });
    const taken = customElements.get(tag) as { [DEFINED]?: string } | undefined;
    if (!taken) customElements.define(tag, part);
    else if (taken[DEFINED] !== VERSION)
      clash = `<${tag}> is already defined by ${taken[DEFINED] ? `version ${taken[DEFINED]}` : 'another script'}`;
  }
  if (clash) {
    console.warn(`fmnist-trainer: ${clash}, which is kept; this is version ${VERSION}. Load one of them.`);
  }
}
