import { asText, type ConfigKey, type RunConfig, SETTINGS, type Setting } from './protocol';
import { parseTarget } from './training/early-stopping';

/**
 * The value of a setting from unchecked input: its default if the input is missing, `null` or empty; undefined if the setting does not accept
 * the input. Numbers may be text.
 */
export function settingValue(key: ConfigKey, value: unknown): unknown {
  const setting = SETTINGS[key];
  return value === undefined || value === null || value === ''
    ? setting.default
    : acceptedValue(setting, value);
}

/** Whether the engine works on the backend. The engine `fused` needs WebAssembly. */
export function canRun({ engine, backend }: Pick<RunConfig, 'engine' | 'backend'>): boolean {
  return engine !== 'fused' || backend !== 'cpu';
}

function acceptedValue(setting: Setting, value: unknown): unknown {
  switch (setting.type) {
    case 'address':
      return typeof value === 'string' ? value.trim() : undefined;
    case 'target':
      return typeof value === 'string' ? targetText(value.trim()) : undefined;
    case 'choice':
      return setting.options.find((option) => option === value);
    case 'number': {
      const number = toNumber(value);
      const fits = number >= setting.from && ('to' in setting ? number <= setting.to : number < setting.below);
      return fits ? number : undefined;
    }
    case 'integer':
      return toInteger(value, setting.from, setting.to);
    case 'integers': {
      const parts = Array.isArray(value) ? value : asText(value).split(',');
      const numbers = parts.map((part) => toInteger(part, setting.from, setting.to));
      const fits = numbers.length >= 1 && numbers.length <= setting.most && !numbers.includes(undefined);
      return fits ? numbers : undefined;
    }
  }
}

function targetText(text: string): string | undefined {
  return text === '' || parseTarget(text) ? text : undefined;
}

function toInteger(value: unknown, from: number, to = Number.MAX_SAFE_INTEGER): number | undefined {
  const number = toNumber(value);
  return Number.isInteger(number) && number >= from && number <= to ? number : undefined;
}

/** A text can match in one way only. Otherwise a search in a very long one takes minutes. */
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A number, or text that is nothing but a number. `Number` alone would read `''` as 0 and `0x10` as 16. */
function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !NUMBER.test(value.trim())) return Number.NaN;
  return Number(value);
}
