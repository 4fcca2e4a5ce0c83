import { chromium } from 'playwright';
import type { Driver, LaunchOptions } from './driver';
import { KeptProcess } from './kept-process';

/** Without these, Chromium does not start in a container, or sends requests of its own. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--remote-debugging-port=0',
];

/** Starts Chromium, and drives it with Playwright over the DevTools protocol. */
export async function launchChromium({ executable, profile }: LaunchOptions): Promise<Driver> {
  const program = new KeptProcess(executable, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank']);
  const [, endpoint = ''] = await program.hasWritten(/DevTools listening on (ws:\S+)/);
  const browser = await chromium.connectOverCDP(endpoint);
  const [context] = browser.contexts();
  if (!context) throw new Error('Chromium has no context.');
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  const end = async () => {
    await browser.close().catch(() => {});
    await program.end();
  };
  return {
    name: 'Chromium',
    version: browser.version(),
    complaints,
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    back: async () => void (await page.goBack({ waitUntil: 'commit' })),
    evaluate: (expression) => page.evaluate(expression),
    drag: async ([start, ...others]) => {
      if (!start) return;
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      for (const { x, y } of others) await page.mouse.move(x, y);
      await page.mouse.up();
    },
    press: (key) => page.keyboard.press(key),
    chooseFile: async (input, path) => {
      const handle = await page.evaluateHandle<Element>(input);
      await handle.setInputFiles(path);
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: () => page.screenshot(),
    kill: async () => {
      await program.end();
      await browser.close().catch(() => {});
    },
    close: end,
  };
}
