/**
 * @import { ElementDeclaration } from '../build/custom-elements.mjs'
 * @import { MemberDeclaration } from '../build/class-members.mjs'
 * @import { Example, Examples } from './examples.mjs'
 */
import { ExpectedError } from '../lib/entry.mjs';

/**
 * A kind of public member, as `KINDS` names it.
 * @typedef {'attributes' | 'properties' | 'methods' | 'events' | 'slots' | 'parts' | 'cssProperties'} Kind
 */

/**
 * What the manifest says of a public member. Which of the optional fields it has depends on its kind.
 * @typedef {Pick<MemberDeclaration, 'type' | 'default' | 'readonly' | 'parameters' | 'return'>
 *   & { name: string, description: string, fieldName?: string }} Described
 */

/** @typedef {Described & { kind: Kind, id: string, example: Example }} GuideEntry */

/** @typedef {{ kind: Kind, title: string, one: string, entries: GuideEntry[] }} EntriesOfKind */

/**
 * The kinds of entries that the manifest has for an element, with their names.
 * @satisfies {Record<Kind, { title: string, one: string }>}
 */
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
 * @param {ElementDeclaration} element its declaration in the manifest
 * @param {Examples} examples
 * @param {string} [prefix] of the entries' ids, for pages with several elements
 * @returns {EntriesOfKind[]}
 * @throws {ExpectedError} when an entry has no example, or an example belongs to no entry
 */
export function entriesOfElement(element, examples, prefix = '') {
  const names = /** @type {Kind[]} */ (Object.keys(KINDS));
  const kinds = names.map((kind) => {
    const { title, one } = KINDS[kind];
    const described = entriesOf(element, kind);
    checkForStray(element, described, one, examples[kind]);
    const entries = described.map((entry) => {
      const example = examples[kind]?.[entry.name];
      if (!example)
        throw new ExpectedError(
          `${element.tagName}: the ${one} ${entry.name} has no example in guide/examples/.`,
        );
      const id = `${prefix}${one.replace(' ', '-')}-${entry.name.replace(/^--/, '').replace(' ', '-')}`;
      return { ...entry, kind, id, example };
    });
    return { kind, title, one, entries };
  });
  return kinds.filter(({ entries }) => entries.length > 0);
}

/**
 * @param {ElementDeclaration} element
 * @param {Kind} kind
 * @returns {Described[]}
 */
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

/**
 * @param {ElementDeclaration} element
 * @param {Described[]} described
 * @param {string} one
 * @param {Record<string, Example> | undefined} examples
 * @throws {ExpectedError} when an example belongs to no entry
 */
function checkForStray({ tagName }, described, one, examples = {}) {
  const names = described.map(({ name }) => name);
  const stray = Object.keys(examples).find((name) => !names.includes(name));
  if (stray)
    throw new ExpectedError(`guide/examples/ has an example of ${stray}, but ${tagName} has no such ${one}.`);
}
