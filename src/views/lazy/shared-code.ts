// The code that the bundles of the lazy views get from the element's bundle when it opens them. So a page has one copy of Lit,
// one set of design tokens and one language. In those bundles the build replaces the modules below with this list
// (scripts/build/shared-code.mjs).

export { str } from '@lit/localize';
export { css, html, noChange, nothing } from 'lit';
export { keyed } from 'lit/directives/keyed.js';
export { live } from 'lit/directives/live.js';
export {
  ADAM,
  ATTRIBUTES,
  CONFIG_KEYS,
  DEFAULT_CONFIG,
  RMSPROP,
  SETTINGS,
  TrainerError,
} from '../../../worker/protocol';
export { className } from '../../language/class-names';
export {
  formatAccuracy,
  formatAccuracyTick,
  formatCount,
  formatDuration,
  formatLoss,
  formatMegabytes,
  numbers,
  UNKNOWN,
} from '../../language/format-numbers';
export { addSentences } from '../../language/localisation';
export { sentenceOf, sentences } from '../../language/sentences';
export { errorHeadline, errorRemedy } from '../../language/worker-words';
export { KEPT_BY_PRESETS } from '../../state/kept-by-presets';
export { LatestOnly } from '../../state/latest-only';
export { bestEpoch } from '../../state/metric-history';
export { request } from '../../state/requests';
export { differences } from '../../state/run-comparison';
export { isSettingError } from '../../state/setting-error';
export { VERSION } from '../../state/version';
export { buttons } from '../../ui/button.styles';
export { fields } from '../../ui/field.styles';
export { GARMENT_EDGE, GARMENT_PIXELS, paintGarment } from '../../ui/garment-canvas';
export { inItsLanguage } from '../../ui/marked-as-english';
export { selects } from '../../ui/select.styles';
export { CHOICES, FIELDS } from '../../ui/setting-names.wording';
export { disclosure, probes, titledSection } from '../../ui/tokens.styles';
export { WITHOUT_DATA } from '../../ui/without-data.wording';
export { differencesInWords, PAST_RUNS, settingWords } from '../run-words/past-runs.wording';
export { runFigures } from '../run-words/run-figures';
export { LoadedView, viewState } from './loaded-view';
export { VIEW_TITLES } from './view-titles.wording';
