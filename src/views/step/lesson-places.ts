import type { PanelName } from './panel-names';

/** The published guide’s folder, with `/` at its end; empty if the guide is not published. The build fills in this module. */
export const PUBLISHED_GUIDE: string = '';

/** The anchor on the lesson’s page of the step that explains a panel. Without a build there are none. */
export const LESSON_PLACES: Readonly<Partial<Record<PanelName, string>>> = {};
