/**
 * @import { Docstring, Entry } from './docstrings.mjs'
 * @import { DocumentedSetting } from './settings.mjs'
 * @import { ClassElement, MappedType, Member, MethodSignature, Signature } from './syntax.mjs'
 */
import { readDocstring } from './docstrings.mjs';
import { entriesOf, keyOf, literalOf } from './syntax.mjs';

/**
 * An exported class, interface or mapped type of a source.
 * @typedef {object} TypeInSource
 * @property {string} name
 * @property {string[]} supers names of the types that it extends
 * @property {Docstring} docs
 * @property {readonly (ClassElement | Signature)[]} members
 * @property {MappedType | null} mapped
 * @property {string} source
 */

/**
 * A member of an element in the manifest.
 * @typedef {object} MemberDeclaration
 * @property {'field' | 'method'} kind
 * @property {string} name
 * @property {string} description
 * @property {{ text: string }} [type]
 * @property {{ name: string, type?: { text: string }, optional?: true }[]} [parameters]
 * @property {{ type: { text: string } }} [return]
 * @property {string} [default]
 * @property {string} [attribute]
 * @property {true} [static]
 * @property {true} [readonly]
 */

/**
 * The public members of a class or an interface, without those it overrides: they are Lit's, or are listed with the base class.
 * @param {TypeInSource} type
 * @param {Map<string, Entry>} told the attributes in the docstring of the element
 * @returns {MemberDeclaration[]}
 */
export function membersOf({ members, source }, told) {
  const named = members.filter(isMember);
  const setters = new Set(named.filter((member) => kindOf(member) === 'set').map(keyOf));
  return named.filter(isPublic).map((member) => {
    const starts = decoratorsOf(member).map(({ start }) => start);
    const docs = readDocstring(source, Math.min(member.start, ...starts));
    const name = keyOf(member);
    const attribute = attributeOf(member);
    const description = docs.description || (attribute && told.get(attribute)?.description) || '';
    const isStatic = member.static && { static: /** @type {const} */ (true) };
    const signature = methodOf(member);
    if (signature) return { kind: 'method', name, description, ...signatureOf(source, signature), ...isStatic };
    const isReadonly = kindOf(member) === 'get' &&
      !setters.has(name) && { readonly: /** @type {const} */ (true) };
    return {
      kind: 'field',
      name,
      description,
      type: { text: typeOf(source, member) },
      ...defaultOf(initialValue(source, member)),
      ...isStatic,
      ...(attribute && { attribute }),
      ...isReadonly,
    };
  });
}

/**
 * A field for each setting, if the type is a mapped type such as `{ [K in keyof RunConfig]: SettingProperty<K> }`.
 * @param {TypeInSource} type
 * @param {DocumentedSetting[]} settings
 * @returns {MemberDeclaration[]}
 */
export function settingsOf({ mapped, source }, settings) {
  if (!mapped?.typeAnnotation) return [];
  const text = textOf(source, mapped.typeAnnotation);
  const parameter = new RegExp(`\\b${mapped.key.name}\\b`, 'g');
  return settings.map(({ key, attribute, description }) => ({
    kind: 'field',
    name: key,
    description,
    type: { text: text.replace(parameter, `'${key}'`) },
    attribute,
  }));
}

/**
 * Each member once. A member without a docstring has the description of another one of the same name: a method of a class may be
 * described in its interface.
 * @param {MemberDeclaration[]} members
 */
export function withoutRepetition(members) {
  const isSame = (/** @type {MemberDeclaration} */ a, /** @type {MemberDeclaration} */ b) =>
    a.name === b.name && a.static === b.static;
  return members
    .filter((member, i) => members.findIndex((one) => isSame(one, member)) === i)
    .map((member) => ({
      ...member,
      description: members.find((one) => isSame(one, member) && one.description)?.description ?? '',
    }));
}

/**
 * @param {ClassElement | Signature} element
 * @returns {element is Member}
 */
function isMember(element) {
  return ['MethodDefinition', 'PropertyDefinition', 'TSMethodSignature'].includes(element.type);
}

/** @param {Member} member */
function decoratorsOf(member) {
  return 'decorators' in member ? member.decorators : [];
}

/**
 * The signature of a method; null for other members.
 * @param {Member} member
 * @returns {MethodSignature | null}
 */
function methodOf(member) {
  if (kindOf(member) !== 'method') return null;
  return 'params' in member ? member : /** @type {MethodSignature} */ (member.value);
}

/** @param {Member} member */
function kindOf(member) {
  return 'kind' in member ? member.kind : 'field';
}

/** @param {Member} member */
function isPublic(member) {
  return (
    member.key.type === 'Identifier' &&
    !['constructor', 'set'].includes(kindOf(member)) &&
    !('override' in member && member.override) &&
    (member.accessibility ?? 'public') === 'public'
  );
}

/**
 * The attribute of a field with `@property`, if it has one.
 * @param {Member} member
 */
function attributeOf(member) {
  for (const { expression } of decoratorsOf(member)) {
    if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier') continue;
    if (expression.callee.name !== 'property') continue;
    const [argument] = expression.arguments;
    const options = argument?.type === 'ObjectExpression' ? entriesOf(argument) : [];
    const name = literalOf(options.find(([option]) => option === 'attribute')?.[1] ?? null);
    return name === false ? undefined : String(name ?? keyOf(member).toLowerCase());
  }
  return undefined;
}

/**
 * @param {string} source
 * @param {MethodSignature} method
 */
function signatureOf(source, { params, returnType }) {
  const parameters = params.map((param) => {
    const pattern = param.type === 'AssignmentPattern' ? param.left : param;
    if (pattern.type !== 'Identifier')
      throw new Error(`A public method has the parameter ${textOf(source, param)}.`);
    const { name, typeAnnotation } = pattern;
    const type = typeAnnotation && { text: textOf(source, typeAnnotation.typeAnnotation) };
    const optional = (param !== pattern || pattern.optional) && { optional: /** @type {const} */ (true) };
    return { name, ...(type && { type }), ...optional };
  });
  return {
    parameters,
    ...(returnType && { return: { type: { text: textOf(source, returnType.typeAnnotation) } } }),
  };
}

/** @param {string | undefined} text */
export function defaultOf(text) {
  return text === undefined ? {} : { default: text };
}

/**
 * The initial value of a field, if it is a literal: a string without its quotes, a number or a boolean.
 * @param {string} source
 * @param {Member} member
 */
function initialValue(source, member) {
  const value = member.type === 'PropertyDefinition' ? member.value : null;
  if (value?.type !== 'Literal' || value.value === null) return undefined;
  return typeof value.value === 'string' ? value.value || undefined : textOf(source, value);
}

/**
 * @param {string} source
 * @param {{ start: number, end: number }} node
 */
function textOf(source, { start, end }) {
  return source.slice(start, end).replace(/\s+/g, ' ');
}

/**
 * The type of a field or getter, from its annotation or its initial value.
 * @param {string} source
 * @param {Member} member
 */
function typeOf(source, member) {
  if (member.type === 'TSMethodSignature') return typeText(source, member.returnType);
  if ('kind' in member) return typeText(source, member.value.returnType);
  if (member.typeAnnotation) return typeText(source, member.typeAnnotation);
  return member.value?.type === 'Literal' ? typeof member.value.value : 'unknown';
}

/**
 * @param {string} source
 * @param {{ typeAnnotation: { start: number, end: number } } | null | undefined} annotation
 */
function typeText(source, annotation) {
  return annotation ? textOf(source, annotation.typeAnnotation) : 'unknown';
}
