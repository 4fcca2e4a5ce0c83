/**
 * @import { ObjectSyntax, ValueSyntax } from '../build/syntax.mjs'
 * @import { SourceFile } from './source.mjs'
 */

import { documentedSettings } from '../build/settings.mjs';
import { entriesOf, literalOf } from '../build/syntax.mjs';
import { ExpectedError } from '../lib/entry.mjs';
import { constant, dedent, readSource } from './source.mjs';

/**
 * An example that a button runs: its code, and a note on what happens before.
 * @typedef {{ code: string, note: string }} CodeExample
 */

/**
 * An attribute that a field sets. `how` says whether it has values to choose from.
 * @typedef {{ how: string, values: string[] }} Trial
 */

/** @typedef {CodeExample | Trial} Example */

/** @typedef {Partial<Record<string, Record<string, Example>>>} Examples by kind, then by name */

const FOLDER = 'guide/examples';

/** The files and constants with the examples of single elements. */
const ELEMENT_FILES = {
  'run-elements.ts': 'RUN_ELEMENTS',
  'network-elements.ts': 'NETWORK_ELEMENTS',
  'page-elements.ts': 'PAGE_ELEMENTS',
};

/**
 * What happens before an example runs, by the function that does it.
 * @type {Record<string, string>}
 */
const PREPARED = {
  atRest: 'Stops the current run first, if there is one.',
  trained: 'Trains first, if nothing is trained yet.',
  trainedTwice: 'Trains two runs first.',
  underWay: 'Starts a run first.',
  paused: 'Pauses a run first.',
  storedHalfway: 'Stores half a run first.',
  interrupted: 'Stores an unfinished run first.',
  stored: 'Stores runs first.',
  failed: 'Starts a run that fails first.',
  sharing: 'Sets the attribute share first.',
};

/**
 * The examples of `<fmnist-trainer>`, read from the scripts that run them, each with its code.
 * @param {string} root the project's folder
 * @returns {Examples}
 */
export function trainerExamples(root) {
  const attributes = readSource(root, `${FOLDER}/trainer-attributes.ts`);
  const calls = readSource(root, `${FOLDER}/trainer-calls.ts`);
  const looks = readSource(root, `${FOLDER}/trainer-looks.ts`);
  const preparations = named(table(calls, 'PREPARATIONS'));
  const slotAppearances = named(table(looks, 'SLOT_APPEARANCES'));
  const appearances = named(table(looks, 'APPEARANCES'));
  const called = (/** @type {string} */ name) => functions(calls, table(calls, name), preparations);
  const styled = (/** @type {string} */ name, /** @type {Show} */ show, prepared = appearances) =>
    texts(looks, table(looks, name), prepared, show);
  return {
    attributes: { ...trialsOfSettings(root), ...trials(table(attributes, 'ATTRIBUTES')) },
    properties: called('PROPERTIES'),
    methods: called('METHODS'),
    events: called('EVENTS'),
    slots: styled('SLOTS', (_, value) => `<fmnist-trainer>\n  ${value}\n</fmnist-trainer>`, slotAppearances),
    parts: styled('PARTS', (name, value) => rule(`fmnist-trainer::part(${name})`, value)),
    cssProperties: styled('CSS_PROPERTIES', (name, value) => rule('fmnist-trainer', `${name}: ${value}`)),
  };
}

/**
 * The examples of the elements that are used alone, by their tags.
 * @param {string} root the project's folder
 * @returns {Record<string, Examples>}
 */
export function elementExamples(root) {
  const all = Object.entries(ELEMENT_FILES).flatMap(([file, name]) => {
    const source = readSource(root, `${FOLDER}/${file}`);
    return entriesOf(table(source, name)).map(([tag, literal]) => {
      return /** @type {const} */ ([tag, examplesOf(source, tag, objectIn(source, literal))]);
    });
  });
  return Object.fromEntries(all);
}

/** @typedef {(name: string, value: string) => string} Show the code of an example, from its name and text */

/**
 * @param {SourceFile} source
 * @param {string} tag
 * @param {ObjectSyntax} literal
 * @returns {Examples}
 */
function examplesOf(source, tag, literal) {
  /** @type {Examples} */
  const examples = {};
  for (const [kind, entries] of entriesOf(literal)) {
    if (entries.type !== 'ObjectExpression') continue;
    if (kind === 'parts')
      examples[kind] = texts(source, entries, {}, (name, text) => rule(`${tag}::part(${name})`, text));
    else if (kind === 'cssProperties')
      examples[kind] = texts(source, entries, {}, (name, text) => rule(tag, `${name}: ${text}`));
    else if (kind === 'attributes') examples[kind] = trials(entries);
    else examples[kind] = functions(source, entries, {});
  }
  return examples;
}

/**
 * @param {SourceFile} source
 * @param {ObjectSyntax} literal functions by name
 * @param {Record<string, string>} preparations
 * @returns {Record<string, CodeExample>}
 */
function functions({ source, file }, literal, preparations) {
  return Object.fromEntries(
    entriesOf(literal).map(([name, value]) => {
      if (value.type !== 'ArrowFunctionExpression')
        throw new ExpectedError(`${name} in ${file} is not an arrow function.`);
      return [name, { code: codeOf(source, value.body), note: noteOf(preparations, name) }];
    }),
  );
}

/**
 * The code of a function: its statements, or its expression.
 * @param {string} source
 * @param {{ type: string, start: number, end: number }} body
 */
function codeOf(source, body) {
  if (body.type === 'BlockStatement') return dedent(source.slice(body.start + 1, body.end - 1));
  const lineStart = source.lastIndexOf('\n', body.start) + 1;
  const indent = /^ */.exec(source.slice(lineStart))?.[0] ?? '';
  return dedent(`${indent}${source.slice(body.start, body.end)}`);
}

/**
 * @param {SourceFile} file
 * @param {ObjectSyntax} literal texts by name
 * @param {Record<string, string>} appearances
 * @param {Show} show
 * @returns {Record<string, CodeExample>}
 */
function texts(file, literal, appearances, show) {
  return Object.fromEntries(
    entriesOf(literal).map(([name, value]) => [
      name,
      { code: show(name, textOf(file, value)), note: noteOf(appearances, name) },
    ]),
  );
}

/**
 * What happens before an example runs; `''` if nothing does.
 * @param {Record<string, string>} preparations functions by example
 * @param {string} name
 */
function noteOf(preparations, name) {
  return PREPARED[preparations[name] ?? ''] ?? '';
}

/**
 * A text, or the text of the constant that is named.
 * @param {SourceFile} file
 * @param {ValueSyntax} value
 * @returns {string}
 */
function textOf(file, value) {
  const literal = value.type === 'Identifier' ? constant(file, value.name) : value;
  if (literal.type === 'Literal' && typeof literal.value === 'string') return literal.value;
  throw new ExpectedError(`${file.file} has an example that is not a text.`);
}

/**
 * @param {ObjectSyntax} literal
 * @returns {Record<string, Trial>}
 */
function trials(literal) {
  return Object.fromEntries(
    entriesOf(literal).map(([name, trial]) => {
      const [[how, value] = ['', null]] = trial.type === 'ObjectExpression' ? entriesOf(trial) : [];
      const elements = value?.type === 'ArrayExpression' ? value.elements : [];
      return [name, { how, values: elements.map((element) => String(literalOf(element))) }];
    }),
  );
}

/**
 * What may be tried with each setting, from the table of settings.
 * @param {string} root the project's folder
 * @returns {Record<string, Trial>}
 */
function trialsOfSettings(root) {
  return Object.fromEntries(documentedSettings(root).map(({ attribute, trial }) => [attribute, trial]));
}

/**
 * The names of the functions in a table.
 * @param {ObjectSyntax} literal
 */
function named(literal) {
  return Object.fromEntries(
    entriesOf(literal).map(([name, value]) => [name, value.type === 'Identifier' ? value.name : '']),
  );
}

/**
 * The object that a constant of a file is.
 * @param {SourceFile} file
 * @param {string} name
 */
function table(file, name) {
  return objectIn(file, constant(file, name));
}

/**
 * @param {SourceFile} file
 * @param {ValueSyntax} value
 * @returns {ObjectSyntax}
 * @throws {ExpectedError} when it is not an object
 */
function objectIn({ file }, value) {
  if (value.type === 'ObjectExpression') return value;
  throw new ExpectedError(`The guide reads an object of ${file} that is not there.`);
}

/**
 * A rule of a style sheet.
 * @param {string} selector
 * @param {string} declarations
 */
function rule(selector, declarations) {
  const lines = declarations.split('; ').map((declaration) => `  ${declaration};`);
  return `${selector} {\n${lines.join('\n')}\n}`;
}
