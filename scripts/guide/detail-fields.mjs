/** @import { Signature, Statement, TypeSyntax } from '../build/syntax.mjs' */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf, literalOf } from '../build/syntax.mjs';
import { ExpectedError } from '../lib/entry.mjs';
import { readSource } from './source.mjs';

const EVENTS = 'src/element/events.ts';
const PROTOCOL = 'worker/protocol';

/**
 * A field of an object type, with its type if that is the literal text.
 * @typedef {{ name: string, literal: unknown }} Field
 */

/**
 * An object type: one list of fields for each member of a union.
 * @typedef {(types: Types) => Field[][]} ObjectType
 * @typedef {Map<string, ObjectType>} Types
 */

/**
 * The fields of each event's `detail`, read from the types.
 * @param {string} root the project's folder
 * @returns a function from the type of an event, such as `CustomEvent<EpochDetail>`, to the names of the fields: one list for each
 *   alternative of the type, without `runId`, which all of them have
 */
export function detailFields(root) {
  const protocol = readdirSync(join(root, PROTOCOL)).map((name) => `${PROTOCOL}/${name}`);
  const types = new Map([EVENTS, ...protocol].flatMap((file) => typesIn(readSource(root, file).body)));
  return (/** @type {string | undefined} */ eventType = '') => {
    const [, name] = /^CustomEvent<(\w+)>$/.exec(eventType) ?? [];
    if (!name) throw new ExpectedError(`The guide cannot read the type of an event: ${eventType}`);
    return named(name, types).map((fields) =>
      fields.map((field) => field.name).filter((field) => field !== 'runId'),
    );
  };
}

/**
 * Each type or interface of a file by its name.
 * @param {Statement[]} body
 * @returns {[string, ObjectType][]}
 */
function typesIn(body) {
  return body.flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type === 'TSTypeAliasDeclaration')
      return [[declared.id.name, (types) => alternatives(declared.typeAnnotation, types)]];
    if (declared?.type === 'TSInterfaceDeclaration')
      return [[declared.id.name, () => [fieldsOf(declared.body.body)]]];
    return [];
  });
}

/**
 * The fields of a type. `A & (B | C)` has two alternatives: the fields of A and B, and the fields of A and C.
 * @param {TypeSyntax} node
 * @param {Types} types
 * @returns {Field[][]}
 */
function alternatives(node, types) {
  switch (node.type) {
    case 'TSTypeLiteral':
      return [fieldsOf(node.members)];
    case 'TSParenthesizedType':
      return alternatives(node.typeAnnotation, types);
    case 'TSUnionType':
      return node.types.flatMap((one) => alternatives(one, types));
    case 'TSIntersectionType':
      return node.types
        .map((one) => alternatives(one, types))
        .reduce((all, more) => all.flatMap((fields) => more.map((others) => [...fields, ...others])));
    case 'TSTypeReference':
      return named(
        node.typeName.type === 'Identifier' ? node.typeName.name : '',
        types,
        node.typeArguments?.params,
      );
    default:
      throw new ExpectedError(`The guide cannot read a type of an event’s detail: ${node.type}`);
  }
}

/**
 * @param {string} name
 * @param {Types} types
 * @param {TypeSyntax[]} [given] the type's arguments
 * @returns {Field[][]}
 */
function named(name, types, [first, second] = []) {
  if (name === 'Omit' && first && second) {
    return alternatives(first, types).map((fields) => fields.filter((field) => field.name !== textOf(second)));
  }
  if (name === 'TrainerEventOf' && first) {
    const isOfType = (/** @type {Field} */ field) => field.name === 'type' && field.literal === textOf(first);
    return named('TrainerEvent', types).filter((fields) => fields.some(isOfType));
  }
  const known = types.get(name);
  if (!known) throw new ExpectedError(`The guide does not know the type ${name} of an event’s detail.`);
  return known(types);
}

/**
 * @param {Signature[]} members
 * @returns {Field[]}
 */
function fieldsOf(members) {
  return members.flatMap((member) =>
    member.type === 'TSPropertySignature'
      ? [{ name: keyOf(member), literal: textOf(member.typeAnnotation?.typeAnnotation) }]
      : [],
  );
}

/**
 * The text of a literal type such as `'epoch'`; undefined for other types.
 * @param {TypeSyntax | undefined} node
 */
function textOf(node) {
  return node?.type === 'TSLiteralType' ? literalOf(node.literal) : undefined;
}
