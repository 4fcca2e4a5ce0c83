import type { TrainerErrorReport } from '../../../worker/protocol';

/** Whether an error is about the value of a setting, and so is shown at its field too. */
export function isSettingError({ code, field }: TrainerErrorReport): boolean {
  return field !== undefined && code.startsWith('config-');
}
