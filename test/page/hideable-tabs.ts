import { chromium } from 'playwright';
import { findBrowser } from '../../scripts/lib/browser/find-browser.mjs';
import { BROWSER_FLAGS } from '../browser/browser-flags';

/** Playwright's own flags that keep hidden tabs as active as visible ones, and no page for the Back button. */
const OF_PLAYWRIGHT = [
  '--disable-back-forward-cache',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

interface Answer {
  readonly id: number;
  readonly error?: { readonly message: string };
  readonly result?: {
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly text: string };
  };
}

/** A tab that can be hidden by bringing another one to the front. Playwright's own pages cannot: it makes each believe that it has the focus. */
export interface HideableTab {
  /** Evaluates an expression in the page, and waits for a promise. */
  evaluate<T>(expression: string): Promise<T>;
  /** Brings it to the front, and so hides the tab that was there. */
  show(): Promise<void>;
}

/** A browser window with tabs, driven through the DevTools protocol. A new tab comes to the front. */
export async function openTabs(): Promise<{ open(url: string): Promise<HideableTab>; close(): Promise<void> }> {
  const browser = await chromium.launch({
    executablePath: process.env.FMNIST_BROWSER ?? (await findBrowser()),
    args: BROWSER_FLAGS,
    ignoreDefaultArgs: OF_PLAYWRIGHT,
  });
  const devTools = await browser.newBrowserCDPSession();
  const waiting = new Map<number, (answer: Answer) => void>();
  devTools.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer: Answer = JSON.parse(message);
    waiting.get(answer.id)?.(answer);
  });
  const send = (sessionId: string, method: string, params: object): Promise<Answer> =>
    new Promise((resolve) => {
      const id = waiting.size + 1;
      waiting.set(id, resolve);
      const message = JSON.stringify({ id, method, params });
      void devTools.send('Target.sendMessageToTarget', { sessionId, message });
    });
  return {
    async open(url) {
      const { targetId } = await devTools.send('Target.createTarget', { url });
      const { sessionId } = await devTools.send('Target.attachToTarget', { targetId, flatten: false });
      const evaluate = async <T>(expression: string) => {
        const params = { expression, awaitPromise: true, returnByValue: true };
        const { error, result } = await send(sessionId, 'Runtime.evaluate', params);
        const failure = error?.message ?? result?.exceptionDetails?.text;
        if (failure) throw new Error(failure);
        return result?.result?.value as T;
      };
      const isThere = `location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`;
      // Between two documents, a tab cannot evaluate anything.
      while (!(await evaluate(isThere).catch(() => false)))
        await new Promise((resolve) => setTimeout(resolve, 20));
      const show = async () => void (await devTools.send('Target.activateTarget', { targetId }));
      return { evaluate, show };
    },
    close: () => browser.close(),
  };
}
