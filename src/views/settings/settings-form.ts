import { property } from 'lit/decorators.js';
import type { ConfigKey, RunConfigInput, TrainerErrorReport } from '../../../worker/protocol';
import { LazyElement, lazyStyles, viewFrom } from '../lazy/lazy-element';
import { viewFile } from '../lazy/view-file';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { settingsFormPlace } from './settings-form-place.styles';
import type { SettingsFormView } from './settings-form-view';

const CODE = viewFile('views/settings-form.js', () => import('./settings-form-file.js'));

/**
 * The settings of the next run as form fields, with the names of the element's attributes, and a menu of presets above them.
 * The form passes on values as they were typed; the worker checks them. During a run, only the learning rate can be
 * changed, and the change applies to that run. The code of the form loads when the element is first shown.
 *
 * @tag fmnist-settings-form
 * @fires {RequestEvent} fmnist-request - A setting was changed: `change-setting`, `set-learning-rate`, `apply-preset`
 * @fires {CustomEvent<TrainerErrorReport>} fmnist-error - The file with the view's code did not load: `page-file`
 */
export class FmnistSettingsForm extends LazyElement {
  static override styles = [...lazyStyles, settingsFormPlace];

  /** Compared by content: the element creates a new object for each update, and the form must not render for each progress report. */
  @property({ attribute: false, hasChanged: (a, b) => JSON.stringify(a) !== JSON.stringify(b) })
  settings: RunConfigInput = {};
  /** Whether a run is training or paused. */
  @property({ attribute: false }) locked = false;
  /** The current error. If it names a setting, that field is marked. */
  @property({ attribute: false }) error: TrainerErrorReport | null = null;

  /** @internal */
  protected override readonly source = viewFrom(
    CODE,
    (code) => new code.SettingsFormView(this),
    () => VIEW_TITLES.settings,
  );

  /**
   * Scrolls to a setting's field and focuses it.
   * @throws TrainerError `page-file` when the code of the form does not load
   */
  async showSetting(key: ConfigKey): Promise<void> {
    const view = (await this.loadView()) as SettingsFormView;
    view.showSetting(key);
  }
}
