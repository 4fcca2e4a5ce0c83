import { FmnistTrainer } from './fmnist-trainer';
import { FmnistConfusionMatrix } from './views/confusion-matrix';
import { FmnistCopyButton } from './views/copy-button';
import { FmnistDownloadMenu } from './views/download-menu';
import { FmnistEpochSlider } from './views/epoch-slider';
import { FmnistEpochTable } from './views/epoch-table';
import { FmnistErrorPanel } from './views/error-panel';
import { FmnistFirstLayer } from './views/first-layer';
import { FmnistGarmentDetail } from './views/garment-detail';
import { FmnistGarmentPad } from './views/garment-pad';
import { FmnistHelpTip } from './views/help-tip';
import { FmnistLiveRegion } from './views/live-region';
import { FmnistMetricsChart } from './views/metrics-chart';
import { FmnistPastRuns } from './views/past-runs';
import { FmnistProbabilityBars } from './views/probability-bars';
import { FmnistProgressLine } from './views/progress-line';
import { FmnistRunControls } from './views/run-controls';
import { FmnistSampleGallery } from './views/sample-gallery';
import { FmnistSettingsForm } from './views/settings-form';
import { FmnistShareLink } from './views/share-link';
import { FmnistStorageNote } from './views/storage-note';
import { FmnistStoredRuns } from './views/stored-runs';

export * from '../worker/protocol';
export type * from './events';
export type { PackageFiles } from './start-worker';
export type { ListedRun } from './stored-runs';
export { TrainerClient, type TrainerClientOptions } from './trainer-client';
export { FmnistTrainer };

/** Two copies of this script on a page are harmless: the first one defines the elements. */
function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}

define('fmnist-help-tip', FmnistHelpTip);
define('fmnist-copy-button', FmnistCopyButton);
define('fmnist-run-controls', FmnistRunControls);
define('fmnist-progress-line', FmnistProgressLine);
define('fmnist-error-panel', FmnistErrorPanel);
define('fmnist-metrics-chart', FmnistMetricsChart);
define('fmnist-epoch-table', FmnistEpochTable);
define('fmnist-settings-form', FmnistSettingsForm);
define('fmnist-share-link', FmnistShareLink);
define('fmnist-live-region', FmnistLiveRegion);
define('fmnist-download-menu', FmnistDownloadMenu);
define('fmnist-epoch-slider', FmnistEpochSlider);
define('fmnist-past-runs', FmnistPastRuns);
define('fmnist-probability-bars', FmnistProbabilityBars);
define('fmnist-garment-pad', FmnistGarmentPad);
define('fmnist-confusion-matrix', FmnistConfusionMatrix);
define('fmnist-first-layer', FmnistFirstLayer);
define('fmnist-garment-detail', FmnistGarmentDetail);
define('fmnist-sample-gallery', FmnistSampleGallery);
define('fmnist-storage-note', FmnistStorageNote);
define('fmnist-stored-runs', FmnistStoredRuns);
define('fmnist-trainer', FmnistTrainer);
