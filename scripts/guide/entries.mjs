import { ExpectedError } from '../lib/entry.mjs';

/** The kinds of things that the manifest tells of an element, and what they are called. */
export const KINDS = {
  attributes: { title: 'Attributes', one: 'attribute' },
  properties: { title: 'Properties', one: 'property' },
  methods: { title: 'Methods', one: 'method' },
  events: { title: 'Events', one: 'event' },
  slots: { title: 'Slots', one: 'slot' },
  parts: { title: 'Parts', one: 'part' },
  cssProperties: { title: 'Custom properties', one: 'custom property' },
};

/**
 * Everything public of an element, by kind, each with its example.
 * @param element its declaration in the manifest
 * @param examples by kind and name
 * @param prefix of the entries' ids, for pages with several elements
 * @throws ExpectedError when something has no example, or an example shows nothing that there is
 */
export function entriesOfElement(element, examples, prefix = '') {
  const kinds = Object.keys(KINDS).map((kind) => ({
    kind,
    ...KINDS[kind],
    entries: told(element, kind).map((entry) => ({
      ...entry,
      kind,
      id: `${prefix}${KINDS[kind].one.replace(' ', '-')}-${entry.name.replace(/^--/, '').replace(' ', '-')}`,
      example: examples[kind]?.[entry.name],
    })),
  }));
  checkExamples(element, kinds, examples);
  return kinds.filter(({ entries }) => entries.length > 0);
}

function told(element, kind) {
  switch (kind) {
    case 'properties':
      return element.members
        .filter(({ kind: member, attribute }) => member === 'field' && !attribute)
        .map((field) => (field.static ? { ...field, name: `static ${field.name}` } : field));
    case 'methods':
      return element.members.filter(({ kind: member }) => member === 'method');
    case 'parts':
      return element.cssParts;
    default:
      return element[kind];
  }
}

function checkExamples({ tagName }, kinds, examples) {
  for (const { kind, one, entries } of kinds) {
    for (const { name, example } of entries) {
      if (!example)
        throw new ExpectedError(`${tagName}: the ${one} ${name} has no example in guide/examples/.`);
    }
    const names = entries.map(({ name }) => name);
    const stray = Object.keys(examples[kind] ?? {}).find((name) => !names.includes(name));
    if (stray)
      throw new ExpectedError(`guide/examples/ has an example of ${stray}, which is no ${one} of ${tagName}.`);
  }
}
