import type { TrainerErrorReport } from '../../../worker/protocol';
import { MAIN_GROUPS, MORE_GROUPS } from './setting-fields';

/** Settings that have a field in the form. */
const WITH_FIELD = new Set(
  [...MAIN_GROUPS, ...MORE_GROUPS].flatMap(({ fields }) => fields.map(({ key }) => key)),
);

/** Whether an error is about the value of a setting that has a field, and so is told there too. */
export function isSettingError({ code, field }: TrainerErrorReport): boolean {
  return field !== undefined && WITH_FIELD.has(field) && code.startsWith('config-');
}
