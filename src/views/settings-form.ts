import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import {
  ATTRIBUTES,
  type ConfigKey,
  DEFAULT_CONFIG,
  type RunConfigInput,
  type TrainerErrorReport,
} from '../../worker/protocol';
import { SETTINGS } from '../wording/trainer';
import { request } from './requests';
import { isSettingError } from './setting-error';
import { MAIN_GROUPS, MORE_GROUPS, type SettingField, type SettingGroup } from './setting-fields';
import { settingsFormStyles } from './settings-form.styles';
import { disclosure, viewBase } from './tokens.styles';

/**
 * The settings of the next run as form fields, named as the element's attributes. Values go up as they were
 * typed; the worker checks them.
 *
 * @tag fmnist-settings-form
 */
export class FmnistSettingsForm extends LitElement {
  static override styles = [viewBase, disclosure, settingsFormStyles];

  /** Compared by content: the element makes the object anew, and two dozen fields must not follow each report. */
  @property({ attribute: false, hasChanged: (a, b) => JSON.stringify(a) !== JSON.stringify(b) })
  settings: RunConfigInput = {};
  /** Whether a run is under way. */
  @property({ attribute: false }) locked = false;
  @property({ attribute: false }) error: TrainerErrorReport | null = null;

  /** Brings a setting's field into view and into focus. */
  showSetting(key: ConfigKey): void {
    const control = this.renderRoot.querySelector<HTMLElement>(`[name='${ATTRIBUTES[key]}']`);
    const details = control?.closest('details');
    if (details) details.open = true;
    control?.focus();
  }

  override render(): TemplateResult {
    return html`<form autocomplete="off" novalidate @submit=${preventDefault}>
      <div class="heading">
        <h3>${SETTINGS.title}</h3>
        <p class="when">${this.locked ? SETTINGS.locked : SETTINGS.open}</p>
      </div>
      ${this.#renderGroups(MAIN_GROUPS)}
      <details>
        <summary>${SETTINGS.more}</summary>
        ${this.#renderGroups(MORE_GROUPS)}
      </details>
    </form>`;
  }

  #renderGroups(groups: readonly SettingGroup[]): TemplateResult {
    return html`<div class="groups">${groups.map((group) => this.#renderGroup(group))}</div>`;
  }

  #renderGroup({ title, fields }: SettingGroup): TemplateResult {
    const shown = fields.filter((field) => this.#isAtFault(field) || (field.isShown?.(this.settings) ?? true));
    return html`<fieldset class="group" ?disabled=${this.locked}>
      <legend>${title}</legend>
      <div class="fields">${shown.map((field) => this.#renderField(field))}</div>
    </fieldset>`;
  }

  #isAtFault({ key }: SettingField): boolean {
    return this.error !== null && isSettingError(this.error) && this.error.field === key;
  }

  #renderField(field: SettingField): TemplateResult {
    const { key, label, hint, choices, wide } = field;
    const name = ATTRIBUTES[key];
    const isAtFault = this.#isAtFault(field);
    const describedBy = isAtFault ? `${name}-error` : hint ? `${name}-hint` : nothing;
    return html`<div class=${wide ? 'field wide' : 'field'}>
      <label for=${name}>${label}</label>
      ${choices ? this.#renderSelect(field, isAtFault, describedBy) : this.#renderInput(field, isAtFault, describedBy)}
      ${hint && !isAtFault ? html`<p class="hint" id="${name}-hint">${hint}</p>` : nothing}
      ${isAtFault ? html`<p class="error" id="${name}-error">${this.error?.remedy}</p>` : nothing}
    </div>`;
  }

  #renderInput(field: SettingField, isAtFault: boolean, describedBy: string | typeof nothing): TemplateResult {
    const { key, inputMode, placeholder, suggestions } = field;
    const name = ATTRIBUTES[key];
    return html`<span class="control">
      <input
        id=${name}
        name=${name}
        type="text"
        inputmode=${inputMode ?? 'text'}
        autocapitalize="off"
        spellcheck="false"
        list=${suggestions ? `${name}-suggestions` : nothing}
        placeholder=${placeholder ?? nothing}
        aria-invalid=${isAtFault ? 'true' : nothing}
        aria-describedby=${describedBy}
        .value=${live(this.#valueOf(key))}
        @change=${(event: Event) => this.#change(key, event)}
      />
      ${
        suggestions
          ? html`<datalist id="${name}-suggestions">
              ${suggestions.map((value) => html`<option value=${value}></option>`)}
            </datalist>`
          : nothing
      }
    </span>`;
  }

  #renderSelect(
    { key, choices = [] }: SettingField,
    isAtFault: boolean,
    describedBy: string | typeof nothing,
  ): TemplateResult {
    const name = ATTRIBUTES[key];
    const value = this.#valueOf(key);
    const known = choices.some((choice) => choice.value === value);
    const options = known ? choices : [...choices, { value, label: value }];
    return html`<span class="control select">
      <select
        id=${name}
        name=${name}
        aria-invalid=${isAtFault ? 'true' : nothing}
        aria-describedby=${describedBy}
        @change=${(event: Event) => this.#change(key, event)}
      >
        ${options.map(
          (option) => html`<option value=${option.value} .selected=${live(option.value === value)}>
            ${option.label}
          </option>`,
        )}
      </select>
    </span>`;
  }

  /** The text of a field. What is not set shows the default, which is what the worker would take. */
  #valueOf(key: ConfigKey): string {
    const value = this.settings[key];
    return String(value === undefined || value === null || value === '' ? DEFAULT_CONFIG[key] : value);
  }

  #change(key: ConfigKey, event: Event): void {
    const { value } = event.target as HTMLInputElement | HTMLSelectElement;
    request(this, { type: 'change-setting', key, value: value.trim() || undefined });
    // A field that was emptied shows its default again, also when nothing changed by that.
    this.requestUpdate();
  }
}

function preventDefault(event: Event): void {
  event.preventDefault();
}
