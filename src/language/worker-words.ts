import { msg, str } from '@lit/localize';
import type { TrainerErrorReport } from '../../worker/protocol';

// The worker speaks English. Where a language knows its words they are said in it, else they stay as they are.

/** Words of the worker that are always the same. */
export function wordsOfWorker(words: string): string {
  return msg(words, { id: `worker.${words}` });
}

/** What happened, by the error's code. */
export function errorHeadline({ code, message }: Pick<TrainerErrorReport, 'code' | 'message'>): string {
  return msg(message, { id: `error-code.${code}` });
}

/** The fields of an error that say what to do about it. */
type Remediable = Pick<TrainerErrorReport, 'code' | 'remedy'> &
  Partial<Pick<TrainerErrorReport, 'field' | 'expected'>>;

/** What to do: for a setting that it must be what was expected, else by the error's code. */
export function errorRemedy({ code, field, expected = '', remedy }: Remediable): string {
  const known = wordsOfWorker(expected);
  if (field && known !== expected) return msg(str`Set it to ${known}.`, { id: 'worker-words.set-to' });
  return msg(remedy, { id: `error-remedy.${code}` });
}
