/** A tag of a docstring, such as `@attr {number} epochs - Passes over the training images`. */
const TAG = /^@(\w+)\s*(?:\{([^}]*)\}\s*)?(?:\[([^\]=]+)=([^\]]*)\]|(\S+))?\s*(?:-\s*)?([\s\S]*)$/;

/** A comment for the linter, which stands between a docstring and its class. */
const LINTER = /\/\/ biome-ignore [^\n]*\n$/;

/**
 * A tag's line, such as `@attr {number} epochs - Passes over the training images`.
 * @typedef {{ name: string, type?: { text: string }, default?: string, description: string }} Entry
 */

/**
 * @typedef {object} Docstring
 * @property {string} description
 * @property {string | undefined} tag the element's name
 * @property {Entry[]} attrs
 * @property {Entry[]} events
 * @property {Entry[]} slots
 * @property {Entry[]} cssParts
 * @property {Entry[]} cssProperties
 */

/**
 * Reads the docstring before a position of a source. Without a docstring, all lists are empty.
 * @param {string} source
 * @param {number} position
 * @returns {Docstring}
 */
export function readDocstring(source, position) {
  const before = source.slice(0, position).replace(LINTER, '').trimEnd();
  const text = before.endsWith('*/') ? before.slice(before.lastIndexOf('/**') + 3, -2) : '';
  const lines = text.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  const [description = '', ...tags] = lines.join('\n').split(/\n(?=@)|^(?=@)/);
  const found = tags.map(readTag);
  const all = (/** @type {string} */ kind) =>
    found.filter((one) => one.kind === kind).map(({ entry }) => entry);
  return {
    description: flow(description),
    tag: all('tag')[0]?.name,
    attrs: all('attr'),
    events: all('fires'),
    slots: all('slot'),
    cssParts: all('csspart'),
    cssProperties: all('cssprop'),
  };
}

/**
 * @param {string} text
 * @returns {{ kind: string, entry: Entry }}
 */
function readTag(text) {
  const [, kind = '', type, withDefault, value, name = '', description = ''] = TAG.exec(text) ?? [];
  return {
    kind,
    entry: {
      name: withDefault ?? name,
      ...(type && { type: { text: type } }),
      ...(value && { default: value }),
      description: flow(description),
    },
  };
}

/**
 * Joins the lines of each paragraph.
 * @param {string} text
 */
function flow(text) {
  return text
    .trim()
    .split(/\n\n+/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '))
    .join('\n\n');
}
