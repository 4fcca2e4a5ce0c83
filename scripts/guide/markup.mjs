/** Text that is HTML already. Everything else that goes into a template is escaped. */
export class Markup {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** A template of HTML: values are escaped, markup and lists of it go in as they are, `null` and `false` are nothing. */
export function html(strings, ...values) {
  const parts = values.map((value, i) => written(value) + strings[i + 1]);
  return new Markup(strings[0] + parts.join(''));
}

/** Text that is known to be HTML. */
export function markup(text) {
  return new Markup(text);
}

/** A docstring's text as HTML: what stands between backquotes is code. */
export function prose(text) {
  return html`${text.split('`').map((part, i) => (i % 2 ? html`<code>${part}</code>` : part))}`;
}

/** Lines of code to be copied. It can be scrolled by keyboard. */
export function codeBlock(code, { title } = {}) {
  return html`<figure class="code">
    ${title && html`<figcaption>${title}</figcaption>`}
    <pre tabindex="0"><code>${code.trimEnd()}</code></pre>
  </figure>`;
}

/** What a heading is called in an address, as GitHub calls it. */
export function slug(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

function written(value) {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(written).join('');
  return escapeHtml(String(value));
}

function escapeHtml(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
