/**
 * Writes settings into an address and reads them back: `1;epochs=10;hidden-units=128,64`. A version comes first, then each
 * setting that differs from the lesson's, with the name of its attribute. The build makes a separate file of this one,
 * `share-link.js`, because it includes the worker's check of settings, which a page without links does not need.
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

/** Raise it when a name changes its meaning or a default changes its value: a link leaves out settings that have the default. */
export const LINK_VERSION = '1';

/** A link must never make a page fetch from a host that the page's author did not name. The number of threads does not change the results. */
const NOT_CARRIED: readonly ConfigKey[] = ['dataSrc', 'threads'];
export const CARRIED: readonly ConfigKey[] = CONFIG_KEYS.filter((key) => !NOT_CARRIED.includes(key));

/** An error quotes at most this many characters of a link. */
const MOST_REPEATED = 60;

/**
 * Reads the settings of a link. The result has every setting that a link can carry; `undefined` if the link leaves it out.
 * @throws TrainerError `link-version`, or `link-invalid` for unknown names and invalid values
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

/** Writes settings as a text for `readSettings`. @throws TrainerError `config-invalid` */
export function writeSettings(settings: RunConfigInput): string {
  const config = parseConfig(settings);
  const changed = CARRIED.filter((key) => String(config[key]) !== String(DEFAULT_CONFIG[key]));
  return [LINK_VERSION, ...changed.map((key) => `${ATTRIBUTES[key]}=${config[key]}`)].join(';');
}

/**
 * An address with settings in a query parameter. Everything else stays the same, character by character, because some
 * pages sign their addresses.
 * @param parameter null if the element does not have the attribute `share`
 * @throws TrainerError `config-invalid` for invalid settings, `call-refused` if the page has no address to share
 */
export function linkTo(href: string, parameter: string | null, settings: RunConfigInput): string {
  if (parameter === null)
    throw refusal('call-refused', 'an element without the attribute share', 'the attribute share');
  if (!/^(https?|file):/.test(href)) {
    throw refusal('call-refused', shortened(href), 'a page with an http, https or file address');
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

/** Encodes a text, except the characters `;`, `=` and `,`, which a query may contain and which keep the link readable. */
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
  'link-version': 'The link was made by another version of the trainer. The settings did not change.',
  'link-invalid': 'The settings in the link cannot be used. The settings did not change.',
  'call-refused': 'A link to this trainer cannot be made.',
};

function refusal(
  code: keyof typeof MESSAGES,
  got: string,
  expected: TrainerErrorReport['expected'],
): TrainerError {
  const remedy =
    code === 'call-refused'
      ? `A link needs ${expected}.`
      : 'Ask for the link again, or choose the settings yourself.';
  return new TrainerError({ code, message: MESSAGES[code], got, expected, remedy });
}

function shortened(text: string): string {
  return text.length > MOST_REPEATED ? `${text.slice(0, MOST_REPEATED)}…` : text;
}
