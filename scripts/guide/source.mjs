import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { ExpectedError } from '../lib/entry.mjs';

/** A source file's text and syntax tree. */
export function readSource(root, file) {
  const source = readFileSync(join(root, file), 'utf8');
  return { file, source, body: parseAst(source, { lang: 'ts' }).body };
}

/**
 * The lines of a symbol without its docstring. A symbol is a function, class, constant or type of the file; with a dot it is a
 * member of a class.
 * @param symbol such as `trainModel` or `Dataset.batch`
 * @returns `{ file, symbol, code, firstLine, lastLine }`, lines counted from 1
 * @throws ExpectedError when the file has no such symbol
 */
export function snippet(root, file, symbol) {
  const { source, body } = readSource(root, file);
  const [name, memberName] = symbol.split('.');
  let node = body.find((statement) => namesOf(statement).includes(name));
  if (node && memberName) node = membersOf(node).find((member) => member.key?.name === memberName);
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
 * @returns `{ line, code }`: its number in the file, and the line without its indentation
 * @throws ExpectedError when no line contains it
 */
export function lineOf({ file, symbol, code, firstLine }, text) {
  const lines = code.split('\n');
  const at = lines.findIndex((line) => line.includes(text));
  if (at >= 0) return { line: firstLine + at, code: lines[at].trim() };
  throw new ExpectedError(
    `The guide shows the line “${text}” of ${symbol} in ${file}, which does not exist. Name its replacement in scripts/guide/lesson-steps.mjs.`,
  );
}

/** The initial value of a constant, without type annotations around it. */
export function constant({ body, file }, name) {
  const declarators = body.flatMap((statement) => (statement.declaration ?? statement).declarations ?? []);
  let value = declarators.find(({ id }) => id.name === name)?.init;
  if (!value) throw new ExpectedError(`The guide reads the constant ${name} of ${file}, which does not exist.`);
  while (value.type === 'TSAsExpression' || value.type === 'TSSatisfiesExpression') value = value.expression;
  return value;
}

/** The entries of an object literal as `[key, value]`. */
export function entriesOf(literal) {
  return literal.properties.map(({ key, value }) => [key.name ?? key.value, value]);
}

/** Removes the indentation that all lines share. */
export function dedent(text) {
  const lines = text.replace(/^\n+/, '').trimEnd().split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...indents);
  return lines.map((line) => line.slice(shared)).join('\n');
}

function namesOf(statement) {
  const declared = statement.declaration ?? statement;
  return [declared.id, ...(declared.declarations ?? []).map(({ id }) => id)].map((id) => id?.name);
}

function membersOf(statement) {
  return (statement.declaration ?? statement).body?.body ?? [];
}

function lineAt(source, position) {
  return source.slice(0, position).split('\n').length;
}
