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
  const classes = new Map(sourcesOf(root).flatMap(classesIn));
  const attributeNames = settingAttributes(root);
  const defaults = settingDefaults(root, attributeNames);
  const elements = [...classes.values()].filter(({ docs }) => docs.tag);
  return elements
    .map((element) => describe(element, chainOf(element, classes), attributeNames, defaults))
    .sort((a, b) => a.tagName.localeCompare(b.tagName));
}

function sourcesOf(root) {
  const names = readdirSync(join(root, 'src'), { recursive: true }).filter((name) => name.endsWith('.ts'));
  return names.map((name) => readFileSync(join(root, 'src', name), 'utf8'));
}

function parse(source) {
  return parseAst(source, { lang: 'ts' }).body;
}

function classesIn(source) {
  return parse(source).flatMap((statement) => {
    const { declaration } = statement;
    if (declaration?.type !== 'ClassDeclaration') return [];
    const docs = readDocstring(source, statement.start);
    const { id, superClass, body } = declaration;
    return [[id.name, { name: id.name, superName: superClass?.name, docs, members: body.body, source }]];
  });
}

/** The class and those it extends, as far as they are ours, the innermost first. */
function chainOf(element, classes) {
  const base = classes.get(element.superName);
  return base ? [element, ...chainOf(base, classes)] : [element];
}

/** The attributes that `@setting` gives to settings, by their keys, as `worker/protocol/settings.ts` has them. */
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

function describe(element, chain, attributeNames, defaults) {
  const { name, docs } = element;
  const told = new Map(docs.attrs.map((attribute) => [attribute.name, attribute]));
  const members = chain.flatMap((one) => membersOf(one, attributeNames, told));
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

/** The public members of one class, without what it overrides: that is Lit's, or told with the class it overrides. */
function membersOf({ members, source }, attributeNames, told) {
  const setters = new Set(members.filter(({ kind }) => kind === 'set').map(({ key }) => key.name));
  return members.filter(isPublic).map((member) => {
    const { key, kind, type, static: isStatic, decorators } = member;
    const { description } = readDocstring(
      source,
      Math.min(member.start, ...decorators.map(({ start }) => start)),
    );
    const isMethod = type === 'MethodDefinition' && kind === 'method';
    const typed = kind === 'get' ? member.value.returnType : member.typeAnnotation;
    const attribute = attributeOf(member, attributeNames);
    return {
      kind: isMethod ? 'method' : 'field',
      name: key.name,
      description: description || told.get(attribute)?.description || '',
      ...(!isMethod && {
        type: { text: typed ? textOf(source, typed.typeAnnotation) : typeOfValue(member.value) },
      }),
      ...(isMethod && signatureOf(source, member.value)),
      ...defaultOf(initialValue(source, member)),
      ...(isStatic && { static: true }),
      ...(attribute && { attribute }),
      ...(kind === 'get' && !setters.has(key.name) && { readonly: true }),
    };
  });
}

function isPublic({ type, key, kind, override, accessibility }) {
  return (
    ['MethodDefinition', 'PropertyDefinition'].includes(type) &&
    key.type === 'Identifier' &&
    kind !== 'constructor' &&
    kind !== 'set' &&
    !override &&
    (accessibility ?? 'public') === 'public'
  );
}

/** The attribute of a field with `@property` or `@setting`, if it has one. */
function attributeOf({ key, decorators }, attributeNames) {
  for (const { expression } of decorators) {
    const [argument] = expression.arguments ?? [];
    if (expression.callee?.name === 'setting') return attributeNames.get(argument.value);
    if (expression.callee?.name !== 'property') continue;
    const option = argument?.properties.find((property) => property.key.name === 'attribute')?.value.value;
    return option === false ? undefined : (option ?? key.name.toLowerCase());
  }
  return undefined;
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
