/**
 * @import { GuideEntry } from './entries.mjs'
 * @import { CodeExample, Trial } from './examples.mjs'
 */
import { codeBlock, html, prose } from './markup.mjs';

/**
 * An entry of the reference: its signature, its description, and an example that runs.
 * @param {GuideEntry} entry
 * @param {string[][]} [fields] of an event's `detail`, for each alternative of its type
 */
export function renderEntry(entry, fields) {
  const { id, kind, name, description, example } = entry;
  return html`<article class="entry" id="${id}" data-kind="${kind}" data-name="${name}">
    <h3><a href="#${id}"><code>${name}</code></a></h3>
    ${signature(entry)}
    ${fields && detail(fields)}
    <p>${prose(description)}</p>
    ${'how' in example ? trial(entry, example) : runnable(entry, example)}
  </article>`;
}

/** @param {GuideEntry} entry */
function signature({ kind, type, default: initial, readonly, fieldName, parameters = [], ...entry }) {
  if (kind === 'methods') {
    const given = parameters.map(
      (one) => `${one.name}${one.optional ? '?' : ''}: ${one.type?.text ?? 'unknown'}`,
    );
    return html`<p class="signature"><code>(${given.join(', ')}) → ${entry.return?.type.text ?? 'void'}</code></p>`;
  }
  const facts = [
    type && html`<code>${type.text}</code>`,
    initial !== undefined && html`<code>${initial}</code> by default`,
    fieldName && html`property <code>${fieldName}</code>`,
    readonly && 'read only',
  ].filter(Boolean);
  if (facts.length === 0) return null;
  return html`<p class="signature">${facts.map((fact, i) => html`${i > 0 && ' · '}${fact}`)}</p>`;
}

/**
 * The fields of an event's `detail`, for each alternative of its type.
 * @param {string[][]} alternatives
 */
function detail(alternatives) {
  const lists = alternatives.map((fields) => html`<code>${fields.join(', ')}</code>`);
  return html`<p class="signature">detail: ${lists.map((list, i) => html`${i > 0 && ' or '}${list}`)}</p>`;
}

/**
 * A field that sets the attribute of the live element.
 * @param {GuideEntry} entry
 * @param {Trial} trial
 */
function trial({ id, name, fieldName, default: initial }, { how, values }) {
  const field = `${id}-value`;
  return html`<div class="trial">
    <label for="${field}"><code>${name}</code>${how === 'flag' ? ' is set' : ' is'}</label>
    ${fieldOf(field, { fieldName, initial, how, values })}
    <output></output>
  </div>`;
}

/**
 * @param {string} field its id
 * @param {Trial & { fieldName: string | undefined, initial: string | undefined }} options
 */
function fieldOf(field, { fieldName = '', initial = '', how, values }) {
  if (how === 'flag') return html`<input type="checkbox" id="${field}" data-property="${fieldName}" />`;
  if (how === 'oneOf') {
    const options = values.map((value) => html`<option>${value}</option>`);
    return html`<select id="${field}" data-property="${fieldName}"><option value="">not set</option>${options}</select>`;
  }
  return html`<input id="${field}" data-property="${fieldName}" list="${field}-such" placeholder="${initial}" autocomplete="off" spellcheck="false" />
    <datalist id="${field}-such">${values.map((value) => html`<option value="${value}"></option>`)}</datalist>`;
}

/**
 * Code with a button that runs it. For slots, parts and custom properties it is a toggle button.
 * @param {GuideEntry} entry
 * @param {CodeExample} example
 */
function runnable({ kind, name }, { code, note }) {
  const stays = ['slots', 'parts', 'cssProperties'].includes(kind);
  const button = stays
    ? html`<button type="button" class="apply" aria-pressed="false">Apply<span class="unseen"> ${name}</span></button>`
    : html`<button type="button" class="run">Run<span class="unseen"> ${name}</span></button>`;
  return html`<div class="trial">
    ${codeBlock(code)}
    <p class="act">${button} ${note && html`<small>${note}</small>`}</p>
    <output></output>
  </div>`;
}
