import { afterEach, describe, expect, it } from 'vitest';
import { fault, SMALL_DATA } from '../built';
import { disposeClients, LONG_RUN, openClient, rejection, until, workerFrom } from './open-client';

// One of these tests waits ten seconds for the client to give up. In a file of their own they wait beside others.
afterEach(disposeClients);

describe('a faulty worker', () => {
  it.each([
    ['is missing', fault('missing'), 'worker-start'],
    ['is a web page', fault('html'), 'worker-start'],
  ])('%s: the call rejects and the state is failed', async (_, folder, code) => {
    const { client, events } = await openClient({ workerUrl: `${folder}worker.js` });
    const error = await rejection(client.train({ dataSrc: SMALL_DATA }));
    expect(error.code).toBe(code);
    expect(error.got).toContain(folder);
    expect(client.state).toBe('failed');
    expect(events.filter((event) => event.type === 'error')).toHaveLength(1);
  });

  it('that never answers: the hand-shake ends after ten seconds', async () => {
    const { client } = await openClient({ workerUrl: `${fault('silent')}worker.js` });
    expect(await rejection(client.train({ dataSrc: SMALL_DATA }))).toMatchObject({
      code: 'worker-start',
      got: expect.stringContaining('no answer within 10 seconds'),
    });
  });

  it('that dies without an event during a run: the run rejects, and the next run has a new worker', async () => {
    const mortal = (url: URL) =>
      workerFrom(`importScripts(${JSON.stringify(url.href)}); setTimeout(() => self.close(), 1500);`);
    let workers = 0;
    const { client, events } = await openClient({
      createWorker: (url) => (workers++ === 0 ? mortal(url) : new Worker(url)),
    });
    expect(await rejection(client.train(LONG_RUN))).toMatchObject({ code: 'worker-died' });
    expect(client.state).toBe('failed');
    const firstRun = events.at(-1)?.runId ?? 0;
    await client.train({ dataSrc: SMALL_DATA, epochs: 1 });
    expect(client.state).toBe('finished');
    expect(events.at(-1)?.runId).toBeGreaterThan(firstRun);
  });

  it('that throws outside of a call: the run rejects at once with its error', async () => {
    const { client } = await openClient({
      createWorker: (url) =>
        workerFrom(
          `importScripts(${JSON.stringify(url.href)}); setTimeout(() => { throw new Error('out of luck'); }, 1000);`,
        ),
    });
    const error = await rejection(client.train(LONG_RUN));
    expect(error.code).toBe('worker-died');
    expect(error.got).toContain('out of luck');
  });

  it('ends with dispose(), and the unanswered call rejects', async () => {
    const { client } = await openClient();
    const ended = rejection(client.train(LONG_RUN));
    await until(client, (event) => event.type === 'ready');
    client.dispose();
    expect((await ended).code).toBe('call-refused');
    expect(client.state).toBe('idle');
  });

  it('ends its run before dispose() terminates it', async () => {
    const { worker, story } = observed();
    const { client } = await openClient({ createWorker: worker });
    client.train(LONG_RUN).catch(() => {});
    await until(client, (event) => event.type === 'ready');
    client.dispose();
    await expect
      .poll(story, { timeout: 5000 })
      .toEqual(['asked to train', 'asked to close', 'has answered', 'terminated']);
  });

  it('that is blocked is terminated by dispose() anyway', async () => {
    const blocked = (url: URL) =>
      workerFrom(
        `importScripts(${JSON.stringify(url.href)}); addEventListener('message', ({ data }) => { if (data.path?.[0] === 'train') for (;;); });`,
      );
    const { worker, story } = observed(blocked);
    const { client } = await openClient({ createWorker: worker });
    const ended = rejection(client.train(LONG_RUN));
    await expect.poll(story).toEqual(['asked to train']);
    client.dispose();
    expect((await ended).code).toBe('call-refused');
    await expect.poll(story, { timeout: 5000 }).toEqual(['asked to train', 'asked to close', 'terminated']);
  });
});

/** Makes workers, and records how they end. */
function observed(make = (url: URL) => new Worker(url)): {
  worker: (url: URL) => Worker;
  story: () => string[];
} {
  const story: string[] = [];
  const worker = (url: URL) => {
    const made = make(url);
    let close: string | undefined;
    made.addEventListener('message', ({ data }) => data.id === close && story.push('has answered'));
    const { postMessage, terminate } = made;
    return Object.assign(made, {
      postMessage: (message: { id: string; path?: string[] }, transfer: StructuredSerializeOptions) => {
        const call = message.path?.[0];
        if (call === 'close') close = message.id;
        if (call === 'close' || call === 'train') story.push(`asked to ${call}`);
        postMessage.call(made, message, transfer);
      },
      terminate: () => {
        story.push('terminated');
        terminate.call(made);
      },
    });
  };
  return { worker, story: () => story };
}
