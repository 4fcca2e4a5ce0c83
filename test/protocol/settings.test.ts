import { describe, expect, test } from 'vitest';
import { FIELDS } from '../../src/ui/setting-names.wording';
import { MAIN_GROUPS, MORE_GROUPS } from '../../src/views/settings/setting-fields';
import { parseConfig } from '../../worker/config';
import {
  ATTRIBUTES,
  acceptedValues,
  CONFIG_KEYS,
  type ConfigKey,
  DEFAULT_CONFIG,
  exampleOf,
  SETTING_DESCRIPTIONS,
  SETTINGS,
  type Setting,
} from '../../worker/protocol';
import { trainerErrorOf } from '../fixtures/trainer-error';

const parsed = (key: ConfigKey, value: unknown) => parseConfig({ [key]: value })[key];
const refused = (key: ConfigKey, value: unknown) => trainerErrorOf(() => parsed(key, value));

/** The limits of the values that a setting accepts, and the next values beyond them. */
function ends(setting: Setting): { readonly inside: readonly unknown[]; readonly outside: readonly unknown[] } {
  switch (setting.type) {
    case 'address':
      return { inside: ['https://example.org/data/', setting.example], outside: [5, {}] };
    case 'target':
      return { inside: [setting.example, 'valLoss<0.3'], outside: ['valLoss', 5] };
    case 'choice':
      return { inside: setting.options, outside: ['none of these', setting.options.join()] };
    case 'number':
      return 'to' in setting
        ? {
            inside: [setting.from, setting.to],
            outside: [0, 1e-50, 0.99 * setting.from, 1.01 * setting.to, Number.POSITIVE_INFINITY],
          }
        : { inside: [setting.from, setting.below - 1e-9], outside: [setting.from - 1e-9, setting.below] };
    case 'integer': {
      const { from, to = Number.MAX_SAFE_INTEGER } = setting;
      return { inside: [from, to], outside: [from - 1, to + 1, from + 0.5] };
    }
    case 'integers': {
      const { from, to, most } = setting;
      const many = Array.from({ length: most }, () => from);
      return {
        inside: [[from], [to], many],
        outside: [[from - 1], [to + 1], [from + 0.5], [], [...many, from]],
      };
    }
  }
}

describe.each(CONFIG_KEYS)('the setting %s', (key) => {
  const { inside, outside } = ends(SETTINGS[key]);

  test('accepts exactly the values in its row of the table, also as text', () => {
    for (const value of inside) {
      expect(parsed(key, value)).toEqual(value);
      expect(parsed(key, String(value))).toEqual(value);
    }
    for (const value of outside) expect(refused(key, value).field, String(value)).toBe(key);
  });

  test('has the default in its row, which it accepts', () => {
    const { default: initial } = SETTINGS[key];
    expect(DEFAULT_CONFIG[key]).toEqual(initial);
    expect(parsed(key, undefined)).toEqual(initial);
    expect(parsed(key, initial)).toEqual(initial);
  });

  test('is named by its attribute in an error, which says which values it accepts', () => {
    const error = refused(key, outside[0]);
    expect(error.got).toBe(`${ATTRIBUTES[key]}="${outside[0]}"`);
    expect(error.expected).toBe(acceptedValues(key));
    expect(error.remedy).toContain(`${ATTRIBUTES[key]}="${exampleOf(key)}"`);
    expect(() => parsed(key, exampleOf(key))).not.toThrow();
  });

  test('has a description, a label, and one field in the form', () => {
    expect(SETTING_DESCRIPTIONS[key]).toMatch(/^[A-Z].*\.$/);
    expect(FIELDS[key]).toMatch(/^[A-Z]/);
    const fields = [...MAIN_GROUPS, ...MORE_GROUPS].flatMap((group) => group.fields);
    expect(fields.filter((field) => field.key === key)).toHaveLength(1);
  });
});

test('attributes are distinct and in kebab-case, since HTML ignores capitals', () => {
  const names = Object.values(ATTRIBUTES);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
});
