import type * as shared from '../lazy/shared-code';
import { SettingsFormView } from './settings-form-view';

/** The export of the bundle `views/settings-form.js`; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ SettingsFormView });
