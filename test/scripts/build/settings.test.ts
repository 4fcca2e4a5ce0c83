import { describe, expect, test } from 'vitest';
import { describeElements } from '../../../scripts/build/custom-elements.mjs';
import { withDescriptions } from '../../../scripts/build/declarations.mjs';
import { documentedSettings } from '../../../scripts/build/settings.mjs';
import { trainerExamples } from '../../../scripts/guide/examples.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { parseConfig } from '../../../worker/config';
import { acceptedValues, CONFIG_KEYS, SETTING_DESCRIPTIONS, SETTINGS } from '../../../worker/protocol';

const ROOT = projectRoot();
const SETTINGS_OF_BUILD = documentedSettings(ROOT);
const settingOf = (key: string) => SETTINGS_OF_BUILD.find((one) => one.key === key);

describe('the settings that the build documents', () => {
  test('are those of the table, in its order, each with its description and its accepted values', () => {
    expect(SETTINGS_OF_BUILD.map(({ key }) => key)).toEqual([...CONFIG_KEYS]);
    for (const key of CONFIG_KEYS) {
      const description = `${SETTING_DESCRIPTIONS[key]} Accepts ${acceptedValues(key)}.`;
      expect(settingOf(key)).toMatchObject({ attribute: SETTINGS[key].attribute, description });
    }
  });

  test('have the types and defaults of their rows', () => {
    expect(settingOf('activation')).toMatchObject({ type: "'relu' | 'tanh' | 'sigmoid'", default: 'relu' });
    expect(settingOf('learningRate')).toMatchObject({ type: 'number', default: '0.001' });
    expect(settingOf('hiddenUnits')).toMatchObject({ type: 'string', default: '64,64' });
    expect(settingOf('stopAt')).toMatchObject({ type: 'string', default: undefined });
  });

  test('are attributes and properties of the trainer in the manifest', () => {
    const trainer = describeElements(ROOT).find(({ tagName }) => tagName === 'fmnist-trainer');
    for (const { key, attribute, type, default: initial, description } of SETTINGS_OF_BUILD) {
      const entry = trainer?.attributes.find(({ name }) => name === attribute);
      expect(entry).toEqual({
        name: attribute,
        type: { text: type },
        ...(initial !== undefined && { default: initial }),
        description,
        fieldName: key,
      });
      const member = trainer?.members.find(({ name }) => name === key);
      expect(member).toMatchObject({ kind: 'field', attribute, description });
    }
  });

  test('can all be tried in the guide, with accepted values', () => {
    const { attributes = {} } = trainerExamples(ROOT);
    for (const { key, attribute } of SETTINGS_OF_BUILD) {
      const { values } = attributes[attribute] as { readonly values: readonly string[] };
      expect(values.length, attribute).toBeGreaterThan(0);
      for (const value of values) expect(() => parseConfig({ [key]: value })).not.toThrow();
    }
  });

  test('are described in the declaration of the table', () => {
    const declared =
      'declare const SETTINGS: {\n    readonly epochs: {\n        readonly attribute: "epochs";\n    };\n};\n';
    const epochs = { key: 'epochs', description: 'How often.', default: '20' };
    expect(withDescriptions(declared, [epochs])).toBe(
      declared.replace('    readonly epochs', '    /** How often. Default: 20. */\n    readonly epochs'),
    );
    expect(() => withDescriptions(declared, [{ ...epochs, key: 'epoch' }])).toThrow('has no epoch');
  });
});
