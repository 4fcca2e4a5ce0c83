/** Text that is already HTML. Templates escape everything else. */
export class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/**
 * An HTML template. Values are escaped; `Markup` and lists of it are inserted unchanged; `null`, `undefined` and `false` are left out.
 * @param {TemplateStringsArray} strings
 * @param {unknown[]} values
 */
export function html(strings, ...values) {
  const parts = values.map((value, i) => written(value) + strings[i + 1]);
  return new Markup(strings[0] + parts.join(''));
}

/**
 * Marks a text as HTML.
 * @param {string} text
 */
export function markup(text) {
  return new Markup(text);
}

/**
 * A docstring as HTML: text between backquotes becomes code.
 * @param {string} text
 */
export function prose(text) {
  return html`${text.split('`').map((part, i) => (i % 2 ? html`<code>${part}</code>` : part))}`;
}

/**
 * A block of code. It can be scrolled with the keyboard.
 * @param {string} code
 * @param {{ title?: string, whole?: boolean }} [options] `whole` shows all lines at once
 */
export function codeBlock(code, { title, whole = false } = {}) {
  return html`<figure class="${whole ? 'code whole' : 'code'}">
    ${title && html`<figcaption>${title}</figcaption>`}
    <pre tabindex="0"><code>${code.trimEnd()}</code></pre>
  </figure>`;
}

/**
 * The anchor of a heading, in the form that GitHub uses.
 * @param {string} text
 */
export function slug(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function written(value) {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(written).join('');
  return escapeHtml(String(value));
}

/** @param {string} text */
function escapeHtml(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
