import { describe } from 'vitest';
import type { Launch } from '../../scripts/lib/browser/drivers/driver';
import { FLOWS } from './flows';
import { inOneBrowser, Session } from './session';

/** Runs all flows in one browser. Without an executable they are skipped; `npm test` has announced that. */
export function suite(name: string, launch: Launch, executable: string | undefined): void {
  describe.skipIf(!executable)(`a visitor with ${name}`, () => {
    const session = new Session(launch, executable ?? '');
    inOneBrowser(session);
    for (const flow of FLOWS) flow(session);
  });
}
