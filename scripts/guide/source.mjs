/** @import { ClassElement, Statement } from '../build/syntax.mjs' */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { initialValueOf } from '../build/syntax.mjs';
import { ExpectedError } from '../lib/entry.mjs';

/** @typedef {{ file: string, source: string, body: Statement[] }} SourceFile */

/**
 * The lines of a symbol, counted from 1.
 * @typedef {{ file: string, symbol: string, code: string, firstLine: number, lastLine: number }} Snippet
 */

/**
 * A source file's text and syntax tree.
 * @param {string} root the project's folder
 * @param {string} file
 * @returns {SourceFile}
 */
export function readSource(root, file) {
  const source = readFileSync(join(root, file), 'utf8');
  return { file, source, body: parseAst(source, { lang: 'ts' }).body };
}

/**
 * The lines of a symbol without its docstring. A symbol is a function, class, constant or type of the file; with a dot it is a
 * member of a class.
 * @param {string} root the project's folder
 * @param {string} file
 * @param {string} symbol such as `trainModel` or `Dataset.batch`
 * @returns {Snippet}
 * @throws {ExpectedError} when the file has no such symbol
 */
export function snippet(root, file, symbol) {
  const { source, body } = readSource(root, file);
  const [name = '', memberName] = symbol.split('.');
  const statement = body.find((candidate) => namesOf(candidate).includes(name));
  const node = memberName && statement ? memberOf(statement, memberName) : statement;
  if (!node) {
    throw new ExpectedError(
      `The guide shows ${symbol} of ${file}, which does not exist. Name its replacement in scripts/guide.`,
    );
  }
  const lineStart = source.lastIndexOf('\n', node.start) + 1;
  const firstLine = lineAt(source, node.start);
  return {
    file,
    symbol,
    code: dedent(source.slice(lineStart, node.end)),
    firstLine,
    lastLine: lineAt(source, node.end),
  };
}

/**
 * The first line of a snippet that contains a text.
 * @param {Snippet} snippet
 * @param {string} text
 * @returns {{ line: number, code: string }} its number in the file, and the line without its indentation
 * @throws {ExpectedError} when no line contains it
 */
export function lineOf({ file, symbol, code, firstLine }, text) {
  for (const [i, line] of code.split('\n').entries()) {
    if (line.includes(text)) return { line: firstLine + i, code: line.trim() };
  }
  throw new ExpectedError(
    `The guide shows the line “${text}” of ${symbol} in ${file}, which does not exist. Name its replacement in scripts/guide.`,
  );
}

/**
 * The comment at the start of a file, without its slashes.
 * @param {string} root the project's folder
 * @param {string} file
 * @throws {ExpectedError} when the file does not start with a comment
 */
export function leadingComment(root, file) {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const length = lines.findIndex((line) => !line.startsWith('//'));
  if (length === 0)
    throw new ExpectedError(`The guide shows the comment at the start of ${file}, which does not exist.`);
  return lines
    .slice(0, length)
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join('\n');
}

/**
 * The initial value of a constant, without type annotations around it.
 * @param {SourceFile} file
 * @param {string} name
 * @throws {ExpectedError} when the file has no such constant
 */
export function constant({ body, file }, name) {
  const value = initialValueOf(body, name);
  if (value) return value;
  throw new ExpectedError(`The guide reads the constant ${name} of ${file}, which does not exist.`);
}

/**
 * Removes the indentation that all lines share.
 * @param {string} text
 */
export function dedent(text) {
  const lines = text.replace(/^\n+/, '').trimEnd().split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...indents);
  return lines.map((line) => line.slice(shared)).join('\n');
}

/**
 * The declaration in a statement, or the statement itself.
 * @param {Statement} statement
 */
function declarationIn(statement) {
  return statement.type === 'ExportNamedDeclaration' && statement.declaration
    ? statement.declaration
    : statement;
}

/**
 * The names that a statement declares.
 * @param {Statement} statement
 * @returns {string[]}
 */
function namesOf(statement) {
  const declaration = declarationIn(statement);
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? id.name : []));
  }
  return 'id' in declaration && declaration.id && 'name' in declaration.id ? [declaration.id.name] : [];
}

/**
 * A member of the class in a statement.
 * @param {Statement} statement
 * @param {string} name
 */
function memberOf(statement, name) {
  const declaration = declarationIn(statement);
  if (declaration.type !== 'ClassDeclaration') return undefined;
  const named = (/** @type {ClassElement} */ member) =>
    'key' in member && 'name' in member.key && member.key.name === name;
  return declaration.body.body.find(named);
}

/**
 * The line of a position, counted from 1.
 * @param {string} source
 * @param {number} position
 */
function lineAt(source, position) {
  return source.slice(0, position).split('\n').length;
}
