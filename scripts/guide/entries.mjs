import { ExpectedError } from '../lib/entry.mjs';

/** The kinds of entries that the manifest has for an element, with their names. */
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
 * Everything public of an element, by kind, each entry with its example.
 * @param element its declaration in the manifest
 * @param examples by kind and name
 * @param prefix of the entries' ids, for pages with several elements
 * @throws ExpectedError when an entry has no example, or an example belongs to no entry
 */
export function entriesOfElement(element, examples, prefix = '') {
  const kinds = Object.keys(KINDS).map((kind) => ({
    kind,
    ...KINDS[kind],
    entries: entriesOf(element, kind).map((entry) => ({
      ...entry,
      kind,
      id: `${prefix}${KINDS[kind].one.replace(' ', '-')}-${entry.name.replace(/^--/, '').replace(' ', '-')}`,
      example: examples[kind]?.[entry.name],
    })),
  }));
  checkExamples(element, kinds, examples);
  return kinds.filter(({ entries }) => entries.length > 0);
}

function entriesOf(element, kind) {
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
      throw new ExpectedError(`guide/examples/ has an example of ${stray}, but ${tagName} has no such ${one}.`);
  }
}
