import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../entry.mjs';
import { dragActions, keyActions } from './actions';
import type { Driver, LaunchOptions } from './driver';
import { freePort, KeptProcess } from './kept-process';
import { WebDriverSession } from './web-driver';

/** A line of WebKit's log that is an error, with the place in front of it and the message behind. */
const COMPLAINT = /^.*CONSOLE (?:[A-Z]+ )?ERROR (.*)$/gm;
/** WebKit logs this when a visitor leaves a page whose service worker is still storing files. */
const LEFT_EARLY = 'Cache API operation failed: Context is stopped';

/** Starts WebKitGTK on a virtual screen, and drives it by WebKitWebDriver. */
export async function launchWebkit({ executable, profile }: LaunchOptions): Promise<Driver> {
  const screen = new KeptProcess('Xvfb', [
    ...['-displayfd', '1', '-nolisten', 'tcp'],
    ...['-screen', '0', '1600x1400x24'],
  ]);
  const [display = ''] = await screen.hasWritten(/^\d+(?=\n)/m);
  const port = await freePort();
  mkdirSync(profile, { recursive: true });
  const program = new KeptProcess(executable, [`--port=${port}`], {
    DISPLAY: `:${display}`,
    ...Object.fromEntries(
      ['HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR'].map((name) => [
        name,
        profile,
      ]),
    ),
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    LIBGL_ALWAYS_SOFTWARE: '1',
    NO_AT_BRIDGE: '1',
    // WebKit's own sandbox needs rights that a container does not have.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  });
  const end = async () => {
    await program.end();
    await screen.end();
  };
  try {
    const server = `http://127.0.0.1:${port}`;
    await program.answers(() => WebDriverSession.status(server));
    const binary = join(projectRoot(), 'scripts/lib/browser/drivers/webkit-browser.py');
    const session = await WebDriverSession.open(server, {
      'webkitgtk:browserOptions': { binary, args: [profile] },
    });
    return {
      name: 'WebKit',
      version: `${session.capabilities.browserVersion}`,
      get complaints() {
        return [...program.output.matchAll(COMPLAINT)]
          .map(([, text = '']) => text)
          .filter((text) => text !== LEFT_EARLY);
      },
      goto: (url) => session.post('url', { url }),
      reload: () => session.post('refresh', {}),
      back: () => session.post('back', {}),
      evaluate: (expression) => session.evaluate(expression),
      drag: (path) => session.post('actions', { actions: dragActions(path) }),
      press: (key) => session.post('actions', { actions: keyActions(key) }),
      chooseFile: (input, path) => session.typeInto(input, path),
      resize: (width, height) => session.post('window/rect', { width, height }),
      screenshot: async () => Buffer.from(await session.get<string>('screenshot'), 'base64'),
      kill: end,
      close: async () => {
        await session.close().catch(() => {});
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
