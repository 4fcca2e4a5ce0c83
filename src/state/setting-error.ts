import type { TrainerErrorReport } from '../../worker/protocol';

/** Whether an error is about the value of a setting, so that it is also shown at the setting's field. */
export function isSettingError({ code, field }: TrainerErrorReport): boolean {
  return field !== undefined && code.startsWith('config-');
}
