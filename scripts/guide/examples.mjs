import { constant, dedent, entriesOf, readSource } from './source.mjs';

const FOLDER = 'guide/examples';

/** The files and constants with the examples of single elements. */
const ELEMENT_FILES = {
  'run-elements.ts': 'RUN_ELEMENTS',
  'network-elements.ts': 'NETWORK_ELEMENTS',
  'page-elements.ts': 'PAGE_ELEMENTS',
};

/** What happens before an example runs, by the function that does it. */
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
 * @returns by kind, then by name
 */
export function trainerExamples(root) {
  const attributes = readSource(root, `${FOLDER}/trainer-attributes.ts`);
  const calls = readSource(root, `${FOLDER}/trainer-calls.ts`);
  const looks = readSource(root, `${FOLDER}/trainer-looks.ts`);
  const preparations = named(constant(calls, 'PREPARATIONS'));
  const slotAppearances = named(constant(looks, 'SLOT_APPEARANCES'));
  const appearances = named(constant(looks, 'APPEARANCES'));
  const called = (name) => functions(calls, constant(calls, name), preparations);
  const styled = (name, show, prepared = appearances) => texts(looks, constant(looks, name), prepared, show);
  return {
    attributes: trials(constant(attributes, 'ATTRIBUTES')),
    properties: called('PROPERTIES'),
    methods: called('METHODS'),
    events: called('EVENTS'),
    slots: styled('SLOTS', (_, value) => `<fmnist-trainer>\n  ${value}\n</fmnist-trainer>`, slotAppearances),
    parts: styled('PARTS', (name, value) => rule(`fmnist-trainer::part(${name})`, value)),
    cssProperties: styled('CSS_PROPERTIES', (name, value) => rule('fmnist-trainer', `${name}: ${value}`)),
  };
}

/** The examples of the elements that are used alone, by their tags, then as those of the trainer. */
export function elementExamples(root) {
  const all = Object.entries(ELEMENT_FILES).flatMap(([file, name]) => {
    const source = readSource(root, `${FOLDER}/${file}`);
    return entriesOf(constant(source, name)).map(([tag, literal]) => [tag, examplesOf(source, tag, literal)]);
  });
  return Object.fromEntries(all);
}

function examplesOf(source, tag, literal) {
  const kinds = entriesOf(literal).filter(([, value]) => value.type === 'ObjectExpression');
  return Object.fromEntries(
    kinds.map(([kind, entries]) => {
      if (kind === 'parts')
        return [kind, texts(source, entries, {}, (name, value) => rule(`${tag}::part(${name})`, value))];
      if (kind === 'cssProperties')
        return [kind, texts(source, entries, {}, (name, value) => rule(tag, `${name}: ${value}`))];
      return [kind, functions(source, entries, {})];
    }),
  );
}

function functions({ source }, literal, preparations) {
  return Object.fromEntries(
    entriesOf(literal).map(([name, { body }]) => [
      name,
      { code: codeOf(source, body), note: PREPARED[preparations[name]] ?? '' },
    ]),
  );
}

/** What stands in a function: its statements, or the one expression. */
function codeOf(source, body) {
  if (body.type === 'BlockStatement') return dedent(source.slice(body.start + 1, body.end - 1));
  const lineStart = source.lastIndexOf('\n', body.start) + 1;
  const indent = /^ */.exec(source.slice(lineStart))[0].length;
  return dedent(`${' '.repeat(indent)}${source.slice(body.start, body.end)}`);
}

function texts(file, literal, appearances, show) {
  return Object.fromEntries(
    entriesOf(literal).map(([name, value]) => [
      name,
      { code: show(name, textOf(file, value)), note: PREPARED[appearances[name]] ?? '' },
    ]),
  );
}

/** A text, or the text of the constant that stands for it. */
function textOf(file, value) {
  return value.type === 'Identifier' ? constant(file, value.name).value : value.value;
}

function trials(literal) {
  return Object.fromEntries(
    entriesOf(literal).map(([name, trial]) => {
      const [[how, value]] = entriesOf(trial);
      return [name, { how, values: (value.elements ?? []).map((element) => element.value) }];
    }),
  );
}

/** The names of the functions in a table. */
function named(literal) {
  return Object.fromEntries(entriesOf(literal).map(([name, value]) => [name, value.name]));
}

function rule(selector, declarations) {
  const lines = declarations.split('; ').map((declaration) => `  ${declaration};`);
  return `${selector} {\n${lines.join('\n')}\n}`;
}
