import { backButton } from './flows/back-button';
import { busyPage } from './flows/busy-page';
import { exploring } from './flows/exploring';
import { idlePage } from './flows/idle-page';
import { insideAStep } from './flows/inside-a-step';
import { keyboard } from './flows/keyboard';
import { korean } from './flows/korean';
import { lesson } from './flows/lesson';
import { offline } from './flows/offline';
import { otherPages } from './flows/other-pages';
import { runControls } from './flows/run-controls';
import { storedRuns } from './flows/stored-runs';
import { weights } from './flows/weights';
import type { Session } from './session';

/** What a visitor does, in the order in which the flows run. The last one kills the browser. */
export const FLOWS: readonly ((session: Session) => void)[] = [
  idlePage,
  weights,
  runControls,
  busyPage,
  exploring,
  insideAStep,
  lesson,
  keyboard,
  korean,
  otherPages,
  backButton,
  offline,
  storedRuns,
];
