import {
  ATTRIBUTES,
  acceptedValues,
  CONFIG_KEYS,
  type ConfigKey,
  DEFAULT_CONFIG,
  type RunConfigInput,
  SETTING_DESCRIPTIONS,
  type TrainerError,
} from '../../../worker/protocol';

/** The column at which the explanations in `--help` start, and the length of a line. */
const INDENT = 25;
const WIDTH = 110;

/** The settings that are options. The data has its own, since `--data` also takes a folder of this machine. */
const KEYS = CONFIG_KEYS.filter((key) => key !== 'dataSrc');

/** `--hidden` is `hidden-units`: see docs/decisions/0010-hidden-units.md. */
function optionOf(key: ConfigKey): string {
  if (key === 'dataSrc') return 'data';
  return key === 'hiddenUnits' ? 'hidden' : ATTRIBUTES[key];
}

/** The options of `npm run train`, as `parseArgs` takes them. */
export const TRAIN_OPTIONS = {
  ...(Object.fromEntries(KEYS.map((key) => [optionOf(key), { type: 'string' }])) as {
    readonly [option: string]: { readonly type: 'string' };
  }),
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** The settings among the options that were given. */
export function settingsOf(values: Readonly<Record<string, unknown>>): RunConfigInput {
  return Object.fromEntries(KEYS.map((key) => [key, values[optionOf(key)]]));
}

/** The error of a run, for the terminal. An invalid setting is named as its option. */
export function textOfError({ code, message, got, expected, remedy, field }: TrainerError): string {
  const isSetting = code === 'config-invalid' && field !== undefined;
  const [what, todo] = isSetting
    ? [`--${optionOf(field)} is not valid.`, `Set --${optionOf(field)} to ${expected}.`]
    : [message, remedy];
  return `${what} [${code}]\n  got       ${got}\n  expected  ${expected}\n  ${todo}`;
}

/** The text of `--help`. */
export function trainHelp(): string {
  return `npm run train -- [options]

Trains in this process with the worker's own code, without a page.

${explained('--data FOLDER', 'A folder or URL with the data, or drawn-garments.')}
${explained('--json', 'Prints one JSON line an epoch: epoch, trainLoss, trainAccuracy, valLoss, valAccuracy, seconds. With --validation-split one more at the end: testLoss, testAccuracy.')}
${explained('--help', 'Shows this text.')}

Settings of the run:

${KEYS.map((key) => explained(`--${optionOf(key)}`, aboutSetting(key))).join('\n')}
`;
}

function aboutSetting(key: ConfigKey): string {
  const initial = String(DEFAULT_CONFIG[key]);
  return `${SETTING_DESCRIPTIONS[key]} Accepts ${acceptedValues(key)}.${initial && ` Default: ${initial}.`}`;
}

/** An option with its explanation, wrapped beside it. */
function explained(option: string, words: string): string {
  const lines = [''];
  for (const word of words.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trimStart();
    if (INDENT + line.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return `  ${option}`.padEnd(INDENT) + lines.join(`\n${' '.repeat(INDENT)}`);
}
