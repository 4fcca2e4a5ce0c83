// The code that the bundles of the lazy views get from the element's bundle when it opens them. So a page has one copy of Lit,
// one set of design tokens and one language. In those bundles the build replaces the modules below with this list
// (scripts/build/shared-code.mjs).

export { str } from '@lit/localize';
export { css, html, nothing } from 'lit';
export { keyed } from 'lit/directives/keyed.js';
export { live } from 'lit/directives/live.js';
export { ADAM, RMSPROP, SETTINGS, TrainerError } from '../../../worker/protocol';
export { className } from '../../language/class-names';
export {
  formatAccuracy,
  formatAccuracyTick,
  formatCount,
  formatLoss,
  numbers,
  UNKNOWN,
} from '../../language/format-numbers';
export { addSentences } from '../../language/localisation';
export { sentences } from '../../language/sentences';
export { errorHeadline, errorRemedy } from '../../language/worker-words';
export { LatestOnly } from '../../state/latest-only';
export { request } from '../../state/requests';
export { VERSION } from '../../state/version';
export { buttons } from '../../ui/button.styles';
export { GARMENT_EDGE, GARMENT_PIXELS, paintGarment } from '../../ui/garment-canvas';
export { selects } from '../../ui/select.styles';
export { disclosure, probes, titledSection } from '../../ui/tokens.styles';
export { WITHOUT_DATA } from '../../ui/without-data.wording';
export { LoadedView, viewState } from './loaded-view';
export { VIEW_TITLES } from './view-titles.wording';
