import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { readDocstring } from './docstrings.mjs';

/** The manifest, and the same for editors that know HTML. */
export const MANIFEST = 'custom-elements.json';
export const EDITOR_DATA = 'html-custom-data.json';

/** The module in which the manifest says the elements are. */
const MODULE = 'dist/index.js';

/**
 * Writes what the elements' docstrings say into `outdir`, as a custom elements manifest and as editors' HTML data.
 * @param root the project's folder
 */
export function writeElementsData({ root, outdir }) {
  const elements = describeElements(root);
  const write = (name, data) => writeFileSync(join(outdir, name), `${JSON.stringify(data, null, 2)}\n`);
  write(MANIFEST, manifestOf(elements));
  write(EDITOR_DATA, editorDataOf(elements));
}

/** Every element as the manifest's `customElement` declaration; inherited members are listed with the element. */
export function describeElements(root) {
  const types = sourcesOf(root).flatMap(typesIn);
  const attributeNames = settingAttributes(root);
  const defaults = settingDefaults(root, attributeNames);
  const elements = types.filter(({ docs }) => docs.tag);
  return elements
    .map((element) => describe(element, partsOf(element.name, types), attributeNames, defaults))
    .sort((a, b) => a.tagName.localeCompare(b.tagName));
}

/** The page's sources, and the protocol, whose calls the trainer's element has as methods. */
function sourcesOf(root) {
  return ['src', 'worker/protocol'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
}

function parse(source) {
  return parseAst(source, { lang: 'ts' }).body;
}

/** The exported classes, interfaces and mapped types of a source. */
function typesIn(source) {
  return parse(source).flatMap(({ declaration, start }) => {
    const type = declaration && { name: declaration.id?.name, docs: readDocstring(source, start), source };
    switch (declaration?.type) {
      case 'ClassDeclaration':
        return { ...type, supers: [declaration.superClass?.name], members: declaration.body.body };
      case 'TSInterfaceDeclaration':
        return {
          ...type,
          supers: declaration.extends.map(({ expression }) => expression.name),
          members: declaration.body.body,
        };
      case 'TSTypeAliasDeclaration':
        return declaration.typeAnnotation.type === 'TSMappedType'
          ? { ...type, supers: [], members: [], mapped: declaration.typeAnnotation }
          : [];
      default:
        return [];
    }
  });
}

/** The class of a name, the interface that is merged with it, and all that they extend, as far as it is ours. */
function partsOf(name, types) {
  const own = types.filter((type) => type.name === name).sort((a, b) => !a.docs.tag - !b.docs.tag);
  return own.flatMap((type) => [type, ...type.supers.flatMap((base) => partsOf(base, types))]);
}

/** The attributes of the settings, by their keys, as `worker/protocol/settings.ts` has them. */
function settingAttributes(root) {
  return new Map(protocolTable(root, 'ATTRIBUTES').map(([key, { value }]) => [key, value]));
}

/** What the settings are when nothing is set, by their attributes; settings that are then empty are left out. */
function settingDefaults(root, attributeNames) {
  const written = protocolTable(root, 'DEFAULT_CONFIG').map(([key, node]) => {
    const values = node.type === 'ArrayExpression' ? node.elements : [node];
    return [attributeNames.get(key), values.map(({ value }) => value).join()];
  });
  return new Map(written.filter(([, text]) => text !== ''));
}

/** The entries of an object that `worker/protocol/settings.ts` declares, values as syntax. */
function protocolTable(root, name) {
  const source = readFileSync(join(root, 'worker/protocol/settings.ts'), 'utf8');
  const declared = parse(source).flatMap(({ declaration }) => declaration?.declarations ?? []);
  let { init } = declared.find(({ id }) => id.name === name);
  while (init.type !== 'ObjectExpression') init = init.expression;
  return init.properties.map(({ key, value }) => [key.name ?? key.value, value]);
}

function describe(element, parts, attributeNames, defaults) {
  const { name, docs } = element;
  const told = new Map(docs.attrs.map((attribute) => [attribute.name, attribute]));
  const members = withoutRepetition(
    parts.flatMap((part) => [...membersOf(part, told), ...settingsOf(part, attributeNames, told)]),
  );
  const watched = members.filter(({ attribute }) => attribute);
  const attributes = watched.map(({ attribute, name: fieldName, type, default: initial, description }) => ({
    name: attribute,
    ...(type && { type }),
    ...defaultOf(defaults.get(attribute) ?? initial),
    ...told.get(attribute),
    description: told.get(attribute)?.description ?? description,
    fieldName,
  }));
  const unwatched = docs.attrs.filter((told) => !watched.some(({ attribute }) => attribute === told.name));
  return {
    kind: 'class',
    customElement: true,
    name,
    tagName: docs.tag,
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

/** The public members of a class or an interface. What it overrides belongs to Lit, or to the class that it overrides. */
function membersOf({ members, source }, told) {
  const setters = new Set(members.filter(({ kind }) => kind === 'set').map(({ key }) => key.name));
  return members.filter(isPublic).map((member) => {
    const { key, kind, type, static: isStatic, decorators = [] } = member;
    const { description } = readDocstring(
      source,
      Math.min(member.start, ...decorators.map(({ start }) => start)),
    );
    const isMethod = kind === 'method';
    const signature = type === 'MethodDefinition' ? member.value : member;
    const typed = kind === 'get' ? signature.returnType : member.typeAnnotation;
    const attribute = attributeOf(decorators, key);
    return {
      kind: isMethod ? 'method' : 'field',
      name: key.name,
      description: description || told.get(attribute)?.description || '',
      ...(!isMethod && {
        type: { text: typed ? textOf(source, typed.typeAnnotation) : typeOfValue(member.value) },
      }),
      ...(isMethod && signatureOf(source, signature)),
      ...defaultOf(initialValue(source, member)),
      ...(isStatic && { static: true }),
      ...(attribute && { attribute }),
      ...(kind === 'get' && !setters.has(key.name) && { readonly: true }),
    };
  });
}

/** A field for each setting, where the type has one: a mapped type, such as `{ [K in keyof RunConfig]: SettingProperty<K> }`. */
function settingsOf({ mapped, source }, attributeNames, told) {
  if (!mapped) return [];
  const type = textOf(source, mapped.typeAnnotation);
  const parameter = new RegExp(`\\b${mapped.key.name}\\b`, 'g');
  return [...attributeNames].map(([name, attribute]) => ({
    kind: 'field',
    name,
    description: told.get(attribute)?.description ?? '',
    type: { text: type.replace(parameter, `'${name}'`) },
    attribute,
  }));
}

/** Each member once. A method that a class writes anew, without a docstring, has the description of its interface. */
function withoutRepetition(members) {
  const isSame = (a, b) => a.name === b.name && a.static === b.static;
  return members
    .filter((member, i) => members.findIndex((one) => isSame(one, member)) === i)
    .map((member) => ({
      ...member,
      description: members.find((one) => isSame(one, member) && one.description)?.description ?? '',
    }));
}

function isPublic({ type, key, kind, override, accessibility }) {
  return (
    ['MethodDefinition', 'PropertyDefinition', 'TSMethodSignature'].includes(type) &&
    key.type === 'Identifier' &&
    kind !== 'constructor' &&
    kind !== 'set' &&
    !override &&
    (accessibility ?? 'public') === 'public'
  );
}

/** The attribute of a field with `@property`, if it has one. */
function attributeOf(decorators, key) {
  const property = decorators.find(({ expression }) => expression.callee?.name === 'property')?.expression;
  if (!property) return undefined;
  const [argument] = property.arguments;
  const option = argument?.properties.find(({ key }) => key.name === 'attribute')?.value.value;
  return option === false ? undefined : (option ?? key.name.toLowerCase());
}

function signatureOf(source, { params, returnType }) {
  const parameters = params.map((param) => {
    const { name, typeAnnotation } = param.type === 'AssignmentPattern' ? param.left : param;
    const optional = param.type === 'AssignmentPattern' || Boolean(param.optional);
    const type = typeAnnotation && { text: textOf(source, typeAnnotation.typeAnnotation) };
    return { name, ...(type && { type }), ...(optional && { optional }) };
  });
  return {
    parameters,
    ...(returnType && { return: { type: { text: textOf(source, returnType.typeAnnotation) } } }),
  };
}

function defaultOf(text) {
  return text === undefined ? {} : { default: text };
}

/** What a field is at first, where its source says it in a word: a text without its quotes, a number or a truth value. */
function initialValue(source, { type, value }) {
  if (type !== 'PropertyDefinition' || value?.type !== 'Literal' || value.value === null) return undefined;
  return typeof value.value === 'string' ? value.value || undefined : textOf(source, value);
}

function textOf(source, { start, end }) {
  return source.slice(start, end).replace(/\s+/g, ' ');
}

function typeOfValue(value) {
  return value?.type === 'Literal' ? typeof value.value : 'unknown';
}

function manifestOf(elements) {
  const exports = elements.map(({ name, tagName }) => ({
    kind: 'custom-element-definition',
    name: tagName,
    declaration: { name, module: MODULE },
  }));
  const modules = [{ kind: 'javascript-module', path: MODULE, declarations: elements, exports }];
  return { schemaVersion: '1.0.0', readme: 'README.md', modules };
}

/** The elements in the form of VS Code's `html.customData`. */
function editorDataOf(elements) {
  const tags = elements.map(({ tagName, description, attributes }) => ({
    name: tagName,
    description,
    attributes: attributes.map(({ name, description }) => ({ name, description })),
  }));
  return { version: 1.1, tags };
}
