import type { PanelName } from './panel-names';

/** The line of this project's source that does what a panel shows. */
export interface SourceLine {
  readonly code: string;
  /** Its file in the repository, and its number there. */
  readonly file: string;
  readonly line: number;
  /** The address of the line; empty if the repository is not published. */
  readonly address: string;
}

/** The build replaces this with the lines that `scripts/guide/step-lines.mjs` lists; without a build there are none. */
export const SOURCE_LINES: Readonly<Partial<Record<PanelName, SourceLine>>> = {};
