/**
 * Settings as a part of an address and back: `1;epochs=10;hidden-units=128,64`. A version, then what differs from the
 * lesson's settings, under the names of the attributes. This file is a bundle of its own, `share-link.js`: it takes
 * along the worker's check of settings, which a page that shares nothing does not need.
 */
import { parseConfig } from '../../worker/config';
import {
  ATTRIBUTES,
  CONFIG_KEYS,
  type ConfigKey,
  DEFAULT_CONFIG,
  type RunConfigInput,
  TrainerError,
  type TrainerErrorReport,
} from '../../worker/protocol';

/** Raised when a name changes its meaning or a default its value: what a link leaves out is the default. */
export const LINK_VERSION = '1';

/** A link must never have a page fetch from a host that its author did not name; threads change no number. */
const NOT_CARRIED: readonly ConfigKey[] = ['dataSrc', 'threads'];
export const CARRIED: readonly ConfigKey[] = CONFIG_KEYS.filter((key) => !NOT_CARRIED.includes(key));

/** Most characters of a link that an error repeats. */
const MOST_REPEATED = 60;

/**
 * The settings of a link: every one that links carry, `undefined` where it is the default.
 * @throws TrainerError `link-version`, or `link-invalid` for names and values that do not fit
 */
export function readSettings(text: string): RunConfigInput {
  const [version, ...parts] = text.split(';');
  if (version !== LINK_VERSION) {
    throw refusal('link-version', `version ${shortened(version ?? '')}`, `version ${LINK_VERSION}`);
  }
  const given: Partial<Record<ConfigKey, string>> = {};
  for (const part of parts) {
    const [name = '', ...value] = part.split('=');
    const key = CARRIED.find((candidate) => ATTRIBUTES[candidate] === name);
    if (!key || key in given || value.length === 0) {
      throw refusal(
        'link-invalid',
        shortened(part),
        'settings that a link can carry, each once, as name=value',
      );
    }
    given[key] = value.join('=');
  }
  const config = checked(given);
  return Object.fromEntries(CARRIED.map((key) => [key, given[key] ? config[key] : undefined]));
}

/** The text that carries settings, to be read by `readSettings`. @throws TrainerError `config-invalid` */
export function writeSettings(settings: RunConfigInput): string {
  const config = parseConfig(settings);
  const changed = CARRIED.filter((key) => String(config[key]) !== String(DEFAULT_CONFIG[key]));
  return [LINK_VERSION, ...changed.map((key) => `${ATTRIBUTES[key]}=${config[key]}`)].join(';');
}

/**
 * An address with settings in a parameter of its query. All else stays as it is, to the letter: pages sign addresses.
 * @param parameter null when the element has not been allowed to share
 * @throws TrainerError `config-invalid` for settings that do not fit, `call-refused` where no address can be shared
 */
export function linkTo(href: string, parameter: string | null, settings: RunConfigInput): string {
  if (parameter === null) throw refusal('call-refused', 'an element without it', 'the attribute share');
  if (!/^(https?|file):/.test(href)) {
    throw refusal('call-refused', shortened(href), 'a page opened by an address of its own');
  }
  const [address = '', ...anchor] = href.split('#');
  const [path, ...query] = address.split('?');
  const others = query
    .join('?')
    .split('&')
    .filter((part) => part !== '' && !new URLSearchParams(part).has(parameter));
  const own = `${encodeURIComponent(parameter)}=${inQuery(writeSettings(settings))}`;
  return [`${path}?${[...others, own].join('&')}`, ...anchor].join('#');
}

/** Encoded but for the marks that may stand in a query and make the link readable. */
function inQuery(text: string): string {
  return encodeURIComponent(text).replace(/%(3B|3D|2C)/g, decodeURIComponent);
}

function checked(settings: RunConfigInput): ReturnType<typeof parseConfig> {
  try {
    return parseConfig(settings);
  } catch (thrown) {
    const { got, expected } = TrainerError.from(thrown);
    throw refusal('link-invalid', shortened(got), expected);
  }
}

const MESSAGES = {
  'link-version': 'The link was made by another version of the trainer. The settings are as they were.',
  'link-invalid': 'The settings in the link cannot be used. The settings are as they were.',
  'call-refused': 'There is no link to this trainer.',
};

function refusal(
  code: keyof typeof MESSAGES,
  got: string,
  expected: TrainerErrorReport['expected'],
): TrainerError {
  const remedy =
    code === 'call-refused'
      ? `It takes ${expected}.`
      : 'Ask for the link again, or choose the settings yourself.';
  return new TrainerError({ code, message: MESSAGES[code], got, expected, remedy });
}

function shortened(text: string): string {
  return text.length > MOST_REPEATED ? `${text.slice(0, MOST_REPEATED)}…` : text;
}
