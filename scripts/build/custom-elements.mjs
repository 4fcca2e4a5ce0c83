/**
 * @import { MemberDeclaration, TypeInSource } from './class-members.mjs'
 * @import { Entry } from './docstrings.mjs'
 * @import { DocumentedSetting } from './settings.mjs'
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { defaultOf, membersOf, settingsOf, withoutRepetition } from './class-members.mjs';
import { readDocstring } from './docstrings.mjs';
import { documentedSettings } from './settings.mjs';

/**
 * An element as a declaration of the manifest.
 * @typedef {object} ElementDeclaration
 * @property {'class'} kind
 * @property {true} customElement
 * @property {string} name of the class
 * @property {string} tagName
 * @property {string} description
 * @property {{ name: string, package: string }} superclass
 * @property {(Entry & { fieldName?: string })[]} attributes
 * @property {MemberDeclaration[]} members
 * @property {Entry[]} events
 * @property {Entry[]} slots
 * @property {Entry[]} cssParts
 * @property {Entry[]} cssProperties
 */

/** The names of the manifest, and of the same data for editors of HTML. */
export const MANIFEST = 'custom-elements.json';
export const EDITOR_DATA = 'html-custom-data.json';

/** The module that defines the elements, as the manifest names it. */
const MODULE = 'dist/index.js';

/**
 * Writes the documentation of the elements into `outdir`, as a custom elements manifest and as HTML data for editors. Both come
 * from the docstrings, and for the settings from their table.
 * @param {{ root: string, outdir: string }} folders of the project and of the build
 */
export function writeElementsData({ root, outdir }) {
  const elements = describeElements(root);
  const write = (/** @type {string} */ name, /** @type {object} */ data) =>
    writeFileSync(join(outdir, name), `${JSON.stringify(data, null, 2)}\n`);
  write(MANIFEST, manifestOf(elements));
  write(EDITOR_DATA, editorDataOf(elements));
}

/**
 * All elements as declarations of the manifest. Inherited members are listed with the element.
 * @param {string} root the project's folder
 * @returns {ElementDeclaration[]}
 */
export function describeElements(root) {
  const types = sourcesOf(root).flatMap(typesIn);
  const settings = documentedSettings(root);
  const elements = types.filter(({ docs }) => docs.tag);
  return elements
    .map((element) => describe(element, partsOf(element.name, types), settings))
    .sort((a, b) => a.tagName.localeCompare(b.tagName));
}

/**
 * The page's sources, and those of the protocol, whose calls are methods of the trainer's element.
 * @param {string} root
 */
function sourcesOf(root) {
  return ['src', 'worker/protocol'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
}

/** @param {string} source */
function parse(source) {
  return parseAst(source, { lang: 'ts' }).body;
}

/**
 * The exported classes, interfaces and mapped types of a source.
 * @param {string} source
 * @returns {TypeInSource[]}
 */
function typesIn(source) {
  return parse(source).flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null;
    if (!declaration || !('id' in declaration) || declaration.id?.type !== 'Identifier') return [];
    const type = {
      name: declaration.id.name,
      docs: readDocstring(source, statement.start),
      source,
      mapped: null,
    };
    switch (declaration.type) {
      case 'ClassDeclaration':
        return { ...type, supers: identifiersIn([declaration.superClass]), members: declaration.body.body };
      case 'TSInterfaceDeclaration': {
        const supers = identifiersIn(declaration.extends.map(({ expression }) => expression));
        return { ...type, supers, members: declaration.body.body };
      }
      case 'TSTypeAliasDeclaration':
        return declaration.typeAnnotation.type === 'TSMappedType'
          ? { ...type, supers: [], members: [], mapped: declaration.typeAnnotation }
          : [];
      default:
        return [];
    }
  });
}

/**
 * @param {readonly ({ type: string, name?: unknown } | null)[]} expressions
 * @returns {string[]} names of those that are identifiers
 */
function identifiersIn(expressions) {
  return expressions.flatMap((expression) =>
    expression?.type === 'Identifier' ? String(expression.name) : [],
  );
}

/**
 * The class of a name, the interface that is merged with it, and all that they extend, as far as it is ours.
 * @param {string} name
 * @param {readonly TypeInSource[]} types
 * @returns {TypeInSource[]}
 */
function partsOf(name, types) {
  const own = types.filter((type) => type.name === name);
  const elementFirst = own.sort((a, b) => Number(!a.docs.tag) - Number(!b.docs.tag));
  return elementFirst.flatMap((type) => [type, ...type.supers.flatMap((base) => partsOf(base, types))]);
}

/**
 * @param {TypeInSource} element
 * @param {TypeInSource[]} parts the types that it is made of
 * @param {DocumentedSetting[]} settings
 * @returns {ElementDeclaration}
 */
function describe(element, parts, settings) {
  const { name, docs } = element;
  const attrs = parts.flatMap((part) => part.docs.attrs);
  const told = new Map(attrs.map((attribute) => [attribute.name, attribute]));
  const members = withoutRepetition(
    parts.flatMap((part) => [...membersOf(part, told), ...settingsOf(part, settings)]),
  );
  const watched = members.flatMap((member) =>
    member.attribute ? [{ ...member, attribute: member.attribute }] : [],
  );
  const attributes = watched.map(({ attribute, name: fieldName, type, default: initial, description }) => {
    const setting = settings.find((one) => one.attribute === attribute);
    return {
      name: attribute,
      ...(setting ? { type: { text: setting.type } } : type && { type }),
      ...defaultOf(setting?.default ?? initial),
      ...told.get(attribute),
      description: told.get(attribute)?.description ?? description,
      fieldName,
    };
  });
  const unwatched = attrs.filter(({ name }) => !watched.some(({ attribute }) => attribute === name));
  return {
    kind: 'class',
    customElement: true,
    name,
    tagName: docs.tag ?? '',
    description: docs.description,
    superclass: { name: 'LitElement', package: 'lit' },
    attributes: [...attributes, ...unwatched],
    members,
    events: docs.events,
    slots: docs.slots,
    cssParts: docs.cssParts,
    cssProperties: docs.cssProperties,
  };
}

/** @param {ElementDeclaration[]} elements */
function manifestOf(elements) {
  const exports = elements.map(({ name, tagName }) => ({
    kind: 'custom-element-definition',
    name: tagName,
    declaration: { name, module: MODULE },
  }));
  const modules = [{ kind: 'javascript-module', path: MODULE, declarations: elements, exports }];
  return { schemaVersion: '1.0.0', readme: 'README.md', modules };
}

/**
 * The elements in the format of VS Code's `html.customData`.
 * @param {ElementDeclaration[]} elements
 */
function editorDataOf(elements) {
  const tags = elements.map(({ tagName, description, attributes }) => ({
    name: tagName,
    description,
    attributes: attributes.map(({ name, description }) => ({ name, description })),
  }));
  return { version: 1.1, tags };
}
