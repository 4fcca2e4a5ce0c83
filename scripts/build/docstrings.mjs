/** A tag of a docstring, such as `@attr {number} epochs - Passes over the training images`. */
const TAG = /^@(\w+)\s*(?:\{([^}]*)\}\s*)?(?:\[([^\]=]+)=([^\]]*)\]|(\S+))?\s*(?:-\s*)?([\s\S]*)$/;

/** A comment for the linter, which stands between a docstring and its class. */
const LINTER = /\/\/ biome-ignore [^\n]*\n$/;

/**
 * What the docstring before a position of a source says: the description, the element's tag, and its lists. Without a
 * docstring all of it is empty.
 */
export function readDocstring(source, position) {
  const before = source.slice(0, position).replace(LINTER, '').trimEnd();
  const text = before.endsWith('*/') ? before.slice(before.lastIndexOf('/**') + 3, -2) : '';
  const lines = text.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  const [description, ...tags] = lines.join('\n').split(/\n(?=@)|^(?=@)/);
  const found = tags.map(readTag);
  const all = (kind) => found.filter((one) => one.kind === kind).map(({ kind: _, ...entry }) => entry);
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

function readTag(text) {
  const [, kind, type, withDefault, value, name, description] = TAG.exec(text);
  return {
    kind,
    name: withDefault ?? name,
    ...(type && { type: { text: type } }),
    ...(value && { default: value }),
    description: flow(description),
  };
}

/** Lines that were broken to fit are one paragraph. */
function flow(text) {
  return text
    .trim()
    .split(/\n\n+/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '))
    .join('\n\n');
}
