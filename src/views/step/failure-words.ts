import type { TrainerErrorReport } from '../../../worker/protocol';
import { errorHeadline, errorRemedy } from '../../language/worker-words';
import { STEP } from './step.wording';

/** Why a step cannot be shown. If the answer would be too large, the worker's error has its size. */
export function failureWords(failure: TrainerErrorReport): string {
  if (failure.code !== 'call-refused') return `${errorHeadline(failure)} ${errorRemedy(failure)}`;
  const megabytes = /([\d,]+) MB/.exec(failure.got)?.[1];
  return megabytes ? STEP.tooLarge(megabytes) : STEP.noNext;
}
