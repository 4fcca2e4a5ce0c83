import { expect, test } from 'vitest';
import { settingsOf, TRAIN_OPTIONS, textOfError, trainHelp } from '../../../../scripts/lib/node/train-options';
import { parseConfig } from '../../../../worker/config';
import { acceptedValues, CONFIG_KEYS, SETTING_DESCRIPTIONS, TrainerError } from '../../../../worker/protocol';
import { trainerErrorOf } from '../../../fixtures/trainer-error';

const flat = (text: string) => text.replace(/\s+/g, ' ');

test('--help explains every option, and every setting with the values that it accepts', () => {
  const help = trainHelp();
  for (const option of Object.keys(TRAIN_OPTIONS)) expect(help).toMatch(new RegExp(`^  --${option}\\b`, 'm'));
  for (const key of CONFIG_KEYS.filter((one) => one !== 'dataSrc'))
    expect(flat(help)).toContain(`${SETTING_DESCRIPTIONS[key]} Accepts ${acceptedValues(key)}.`);
  expect(help.split('\n').filter((line) => line.length > 110)).toEqual([]);
});

test('every setting except the data is an option, and is passed on under its own name', () => {
  const given = settingsOf({ hidden: '8', 'learning-rate': '0.01', json: true, data: 'here' });
  expect(given).toMatchObject({ hiddenUnits: '8', learningRate: '0.01' });
  expect(Object.keys(given)).toEqual(CONFIG_KEYS.filter((key) => key !== 'dataSrc'));
});

test('the error of an invalid setting names its option', () => {
  const error = trainerErrorOf(() => parseConfig(settingsOf({ hidden: 'many' })));
  expect(textOfError(error)).toBe(
    '--hidden is not valid. [config-invalid]\n' +
      '  got       hidden-units="many"\n' +
      '  expected  1 to 6 whole numbers from 1 to 4,096, separated by commas\n' +
      '  Set --hidden to 1 to 6 whole numbers from 1 to 4,096, separated by commas.',
  );
});

test('any other error has its own remedy', () => {
  const words = { message: 'No data.', got: 'nothing', expected: 'a folder', remedy: 'Check the address.' };
  const error = new TrainerError({ code: 'data-not-found', ...words });
  expect(textOfError(error)).toBe(
    'No data. [data-not-found]\n  got       nothing\n  expected  a folder\n  Check the address.',
  );
});
