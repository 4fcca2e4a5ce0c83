import { html, noChange, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import {
  ATTRIBUTES,
  type ConfigKey,
  type RunConfigInput,
  SETTINGS,
  type Setting,
  type TrainerErrorReport,
} from '../../../worker/protocol';
import { sentenceOf } from '../../language/sentences';
import { errorRemedy } from '../../language/worker-words';
import { PRESETS, type PresetName, presetOf, settingText } from '../../state/presets';
import { request } from '../../state/requests';
import { isSettingError } from '../../state/setting-error';
import { fields } from '../../ui/field.styles';
import { inItsLanguage } from '../../ui/marked-as-english';
import { selects } from '../../ui/select.styles';
import { CHOICES, FIELDS } from '../../ui/setting-names.wording';
import { disclosure } from '../../ui/tokens.styles';
import { LoadedView } from '../lazy/loaded-view';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { MAIN_GROUPS, MORE_GROUPS, type SettingField, type SettingGroup } from './setting-fields';
import { settingsFormStyles } from './settings-form.styles';
import { FORM, SETTING_HELP, PRESETS as WORDS } from './settings-form.wording';

/** The element that the view draws, with the properties of `FmnistSettingsForm`. */
interface SettingsFormHost extends ReactiveElement {
  readonly settings: RunConfigInput;
  readonly locked: boolean;
  readonly error: TrainerErrorReport | null;
}

/** Presets and fields. This part of `FmnistSettingsForm` loads when it is first shown. */
export class SettingsFormView extends LoadedView<SettingsFormHost> {
  override readonly styles = [disclosure, selects, fields, settingsFormStyles];

  /** The field in which the visitor is typing. Its text must survive a run that ends meanwhile. */
  #typedInto: ConfigKey | null = null;

  /** Scrolls to a setting's field and focuses it. */
  showSetting(key: ConfigKey): void {
    const control = this.host.renderRoot.querySelector<HTMLElement>(`[name='${ATTRIBUTES[key]}']`);
    const details = control?.closest('details');
    if (details) details.open = true;
    control?.focus();
  }

  override render(): TemplateResult {
    return html`<section aria-labelledby="title">
      <h3 id="title">${VIEW_TITLES.settings}</h3>
      <form autocomplete="off" novalidate @submit=${preventDefault}>
        <p class="when" id="when">${this.host.locked ? FORM.locked : FORM.open}</p>
        ${this.#renderPresets()} ${this.#renderGroups(MAIN_GROUPS)}
        <details>
          <summary>${FORM.more}</summary>
          ${this.#renderGroups(MORE_GROUPS)}
        </details>
      </form>
    </section>`;
  }

  #renderPresets(): TemplateResult {
    const chosen: PresetName | 'own' = presetOf(this.host.settings) ?? 'own';
    const names = PRESETS.map(({ name }): PresetName | 'own' => name);
    const watch = `${chosen}Watch` as const;
    return html`<div class="presets">
      <label for="preset">${WORDS.label}</label>
      <span class="control select">
        <select id="preset" aria-describedby="watch" ?disabled=${this.host.locked} @change=${this.#applyPreset}>
          ${(chosen === 'own' ? [...names, chosen] : names).map(
            (name) => html`<option value=${name} .selected=${live(name === chosen)}>${WORDS[name]}</option>`,
          )}
        </select>
      </span>
      <p class="watch" id="watch">${WORDS[watch]}</p>
    </div>`;
  }

  readonly #applyPreset = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    const preset = PRESETS.find(({ name }) => name === value);
    if (preset) request(this.host, { type: 'apply-preset', settings: preset.settings });
  };

  #renderGroups(groups: readonly SettingGroup[]): TemplateResult {
    return html`<div class="groups">${groups.map((group) => this.#renderGroup(group))}</div>`;
  }

  #renderGroup({ title, fields }: SettingGroup): TemplateResult {
    const shown = fields.filter(
      (field) => this.#isAtFault(field) || (field.isShown?.(this.host.settings) ?? true),
    );
    return html`<fieldset class="group">
      <legend>${FORM[title]}</legend>
      <div class="fields">${shown.map((field) => this.#renderField(field))}</div>
    </fieldset>`;
  }

  #isAtFault({ key }: SettingField): boolean {
    return this.host.error !== null && isSettingError(this.host.error) && this.host.error.field === key;
  }

  #renderField(field: SettingField): TemplateResult {
    const { key, isDescribed, wide } = field;
    const setting: Setting = SETTINGS[key];
    const name = ATTRIBUTES[key];
    const error = this.#isAtFault(field) ? this.host.error : null;
    const state: FieldState = {
      name,
      value: settingText(this.host.settings, key),
      isLocked: this.host.locked && key !== 'learningRate',
      isAtFault: error !== null,
      describedBy: error
        ? `${name}-error`
        : isDescribed
          ? `${name}-hint`
          : key === 'learningRate'
            ? 'when'
            : nothing,
    };
    return html`<div class=${wide ? 'field wide' : 'field'}>
      <div class="name">
        <label for=${name}>${FIELDS[key]}</label>
        ${isDescribed ? nothing : html`<fmnist-help-tip .about=${FIELDS[key]} .text=${SETTING_HELP[key]}></fmnist-help-tip>`}
      </div>
      ${setting.type === 'choice' ? this.#renderSelect(key, setting.options, state) : this.#renderInput(key, setting, state)}
      ${isDescribed && !error ? html`<p class="hint" id="${name}-hint">${SETTING_HELP[key]}</p>` : nothing}
      ${error ? html`<p class="error" id="${name}-error">${remedyInForm(key, error)}</p>` : nothing}
    </div>`;
  }

  #renderInput(key: ConfigKey, setting: Setting, state: FieldState): TemplateResult {
    const { type } = setting;
    const suggested = type === 'address' ? setting.example : undefined;
    const placeholder =
      type === 'address' ? FIELDS.dataSrcPlaceholder : 'example' in setting && setting.example;
    const { name, value, isLocked, isAtFault, describedBy } = state;
    return html`<span class="control">
      <input
        id=${name}
        name=${name}
        type="text"
        inputmode=${type === 'integer' ? 'numeric' : type === 'number' ? 'decimal' : 'text'}
        autocapitalize="off"
        spellcheck="false"
        list=${suggested ? `${name}-suggestions` : nothing}
        placeholder=${placeholder || nothing}
        aria-invalid=${isAtFault ? 'true' : nothing}
        aria-describedby=${describedBy}
        ?disabled=${isLocked}
        .value=${this.#typedInto === key ? noChange : live(value)}
        @input=${() => {
          this.#typedInto = key;
        }}
        @change=${(event: Event) => this.#change(key, event)}
      />
      ${
        suggested
          ? html`<datalist id="${name}-suggestions"><option value=${suggested}></option></datalist>`
          : nothing
      }
    </span>`;
  }

  #renderSelect(key: ConfigKey, known: readonly string[], state: FieldState): TemplateResult {
    const { name, value, isLocked, isAtFault, describedBy } = state;
    const options = known.includes(value) ? known : [...known, value];
    return html`<span class="control select">
      <select
        id=${name}
        name=${name}
        aria-invalid=${isAtFault ? 'true' : nothing}
        aria-describedby=${describedBy}
        ?disabled=${isLocked}
        @change=${(event: Event) => this.#change(key, event)}
      >
        ${options.map(
          (option) => html`<option value=${option} .selected=${live(option === value)}>
            ${sentenceOf(CHOICES, option) ?? option}
          </option>`,
        )}
      </select>
    </span>`;
  }

  #change(key: ConfigKey, event: Event): void {
    const { value } = event.target as HTMLInputElement | HTMLSelectElement;
    const text = value.trim();
    this.#typedInto = null;
    if (this.host.locked)
      request(this.host, { type: 'set-learning-rate', value: text || settingText({}, key) });
    else request(this.host, { type: 'change-setting', key, value: text || undefined });
    // An emptied field shows its default again, even if the setting did not change.
    this.requestUpdate();
  }
}

/** What to enter in the field of a setting. */
function remedyInForm(key: ConfigKey, error: TrainerErrorReport): TemplateResult | string {
  const meant = error.offer?.config[key];
  return meant === undefined ? inItsLanguage(errorRemedy(error), error.remedy) : FORM.instead(String(meant));
}

/** The state of a control. */
interface FieldState {
  readonly name: string;
  readonly value: string;
  readonly isLocked: boolean;
  readonly isAtFault: boolean;
  readonly describedBy: string | typeof nothing;
}

function preventDefault(event: Event): void {
  event.preventDefault();
}
