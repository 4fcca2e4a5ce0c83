import { msg, str } from '@lit/localize';
import type { TrainerErrorReport } from '../../worker/protocol';

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

/** What to do: for a setting, the expected value if it is translated; otherwise by the error's code. */
export function errorRemedy({ code, field, expected = '', remedy }: Remediable): string {
  const known = wordsOfWorker(expected);
  if (field && known !== expected) return msg(str`Set it to ${known}.`, { id: 'worker-words.set-to' });
  return msg(remedy, { id: `error-remedy.${code}` });
}
