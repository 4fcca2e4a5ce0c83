import { msg, str } from '@lit/localize';
import type { TrainerErrorReport } from '../../worker/protocol';
import { activeLanguage, SOURCE_LANGUAGE } from './localisation';

// The worker's texts are in English. A language translates those it knows; others stay in English.

/** Translates a fixed text of the worker. */
export function wordsOfWorker(words: string): string {
  return msg(words, { id: `worker.${words}` });
}

/** What happened, translated by the error's code. */
export function errorHeadline({ code, message }: Pick<TrainerErrorReport, 'code' | 'message'>): string {
  return msg(message, { id: `error-code.${code}` });
}

/** The fields of an error that determine its remedy. */
type Remediable = Pick<TrainerErrorReport, 'code' | 'remedy'> &
  Partial<Pick<TrainerErrorReport, 'field' | 'expected'>>;

/**
 * What to do. For a setting, this is the expected value, if it is translated, without the example for authors, which names the attribute.
 * Otherwise it depends on the error's code.
 */
export function errorRemedy({ code, field, expected = '', remedy }: Remediable): string {
  const known = wordsOfWorker(expected);
  const isEnglish = activeLanguage() === SOURCE_LANGUAGE && remedy.startsWith(`Set it to ${expected},`);
  if (field && (isEnglish || known !== expected))
    return msg(str`Set it to ${known}.`, { id: 'worker-words.set-to' });
  return msg(remedy, { id: `error-remedy.${code}` });
}
