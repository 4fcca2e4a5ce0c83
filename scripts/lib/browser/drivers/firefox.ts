import { dragActions, keyActions } from './actions';
import { BidiConnection } from './bidi';
import type { Driver, LaunchOptions } from './driver';
import { KeptProcess } from './kept-process';

interface Evaluated {
  readonly type: 'success' | 'exception';
  readonly result: { readonly value: string; readonly sharedId: string };
  readonly exceptionDetails?: { readonly text: string };
}

/** Starts Firefox without a window, and drives it by WebDriver BiDi, which Firefox itself offers. */
export async function launchFirefox({ executable, profile }: LaunchOptions): Promise<Driver> {
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'];
  const program = new KeptProcess(executable, args);
  const [, endpoint = ''] = await program.hasWritten(/WebDriver BiDi listening on (ws:\S+)/);
  const complaints: string[] = [];
  const connection = await BidiConnection.open(`${endpoint}/session`, (method, params) => {
    const { level, text } = params as { level: string; text: string };
    if (method === 'log.entryAdded' && level === 'error') complaints.push(text);
  });
  const { capabilities } = await connection.send<{ capabilities: { browserVersion: string } }>('session.new', {
    capabilities: {},
  });
  await connection.send('session.subscribe', { events: ['log.entryAdded'] });
  // Pages in the tab that Firefox opens by itself never have the focus.
  const { context } = await connection.send<{ context: string }>('browsingContext.create', { type: 'tab' });
  const evaluate = async (expression: string) => {
    const options = { expression, target: { context }, awaitPromise: true };
    const { type, result, exceptionDetails } = await connection.send<Evaluated>('script.evaluate', options);
    if (type === 'exception') throw new Error(exceptionDetails?.text);
    return result;
  };
  const end = async () => {
    connection.close();
    await program.end();
  };
  return {
    name: 'Firefox',
    version: capabilities.browserVersion,
    complaints,
    goto: (url) => connection.send('browsingContext.navigate', { context, url, wait: 'complete' }),
    reload: () => connection.send('browsingContext.reload', { context, wait: 'complete' }),
    back: () => connection.send('browsingContext.traverseHistory', { context, delta: -1 }),
    evaluate: async (expression) => (await evaluate(expression)).value,
    drag: (path) => connection.send('input.performActions', { context, actions: dragActions(path) }),
    press: (key) => connection.send('input.performActions', { context, actions: keyActions(key) }),
    chooseFile: async (input, path) => {
      const { sharedId } = await evaluate(input);
      await connection.send('input.setFiles', { context, element: { sharedId }, files: [path] });
    },
    resize: (width, height) =>
      connection.send('browsingContext.setViewport', { context, viewport: { width, height } }),
    screenshot: async () => {
      const { data } = await connection.send<{ data: string }>('browsingContext.captureScreenshot', {
        context,
      });
      return Buffer.from(data, 'base64');
    },
    kill: end,
    close: end,
  };
}
