import type { FmnistHelpTip } from '../../src/ui/help-tip';
import type { FmnistLiveRegion } from '../../src/views/controls/live-region';
import type { FmnistDownloadMenu } from '../../src/views/downloads/download-menu';
import type { FmnistErrorPanel } from '../../src/views/errors/error-panel';
import type { FmnistSettingsForm } from '../../src/views/settings/settings-form';
import type { FmnistCopyButton } from '../../src/views/share/copy-button';
import type { FmnistShareLink } from '../../src/views/share/share-link';
import type { ElementExamples } from './element-examples';

/** The elements around a run: settings, files, errors and texts. */
export const PAGE_ELEMENTS: {
  readonly 'fmnist-settings-form': ElementExamples<FmnistSettingsForm>;
  readonly 'fmnist-download-menu': ElementExamples<FmnistDownloadMenu>;
  readonly 'fmnist-share-link': ElementExamples<FmnistShareLink>;
  readonly 'fmnist-copy-button': ElementExamples<FmnistCopyButton>;
  readonly 'fmnist-error-panel': ElementExamples<FmnistErrorPanel>;
  readonly 'fmnist-help-tip': ElementExamples<FmnistHelpTip>;
  readonly 'fmnist-live-region': ElementExamples<FmnistLiveRegion>;
} = {
  'fmnist-settings-form': {
    properties: {
      settings: (form) => {
        form.settings = { hiddenUnits: '128,64', optimizer: 'momentum', momentum: 0.8 };
      },
      locked: (form) => {
        form.locked = !form.locked;
      },
      error: (form, { error }) => {
        form.error = form.error ? null : error;
      },
    },
    methods: {
      showSetting: (form) => {
        form.locked = false;
        return form.showSetting('epochs');
      },
    },
    events: {
      'fmnist-error': (form, { log }) => {
        form.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`));
      },
      'fmnist-request': (form, { log }) => {
        form.locked = false;
        form.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
  },
  'fmnist-download-menu': {
    fedWith: ['hasModel', 'epochs'],
    properties: {
      hasModel: (menu) => {
        menu.hasModel = true;
      },
      epochs: (menu, { history }) => {
        menu.epochs = history.epochs.length;
      },
      at: (menu) => {
        menu.at = menu.at === 1 ? null : 1;
      },
      isBusy: (menu) => {
        menu.isBusy = !menu.isBusy;
      },
    },
    events: {
      'fmnist-request': (menu, { log }) => {
        menu.isBusy = false;
        menu.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
  },
  'fmnist-share-link': {
    fedWith: ['makeLink'],
    properties: {
      makeLink: (share) => {
        share.makeLink = async () => `${location.href}?fmnist=1;seed=7`;
      },
      error: (share, { error }) => {
        share.error = share.error ? null : error;
      },
    },
  },
  'fmnist-copy-button': {
    startsWith: ['label', 'source'],
    properties: {
      label: (button) => {
        button.label = 'Copy the seed';
      },
      about: (button) => {
        button.about = 'The number from which all random numbers start';
      },
      source: (button) => {
        button.source = async () => '1';
      },
    },
  },
  'fmnist-error-panel': {
    properties: {
      error: (panel, { error }) => {
        panel.error = panel.error ? null : error;
      },
    },
    events: {
      'fmnist-request': (panel, { log, error }) => {
        panel.error = error;
        panel.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
  },
  'fmnist-help-tip': {
    startsWith: ['about', 'text'],
    properties: {
      about: (tip) => {
        tip.about = 'epoch';
      },
      text: (tip) => {
        tip.text = 'One pass over all training images.';
      },
    },
  },
  'fmnist-live-region': {
    properties: {
      run: async (region, { state }) => {
        region.run = { ...state, state: 'training' };
        await region.updateComplete;
        region.run = state;
        await region.updateComplete;
        return region.renderRoot.textContent?.trim();
      },
    },
  },
};
