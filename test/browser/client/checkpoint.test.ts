import { afterEach, expect, it } from 'vitest';
import type { TrainerClient, TrainerClientOptions } from '../../../src/client/trainer-client';
import { importBuilt, SMALL_DATA } from '../built';

let open: TrainerClient[] = [];
afterEach(() => {
  for (const client of open) client.dispose();
  open = [];
});

async function newClient(options?: TrainerClientOptions): Promise<TrainerClient> {
  const client = new (await importBuilt()).TrainerClient(options);
  open.push(client);
  return client;
}

it('a run left by one client in the middle of an epoch ends in another client with the same SHA-256', async () => {
  const settings = { dataSrc: SMALL_DATA, epochs: 2 };
  const whole = await (await newClient()).train(settings);

  const left = await newClient();
  await left.step('epoch', settings);
  for (let batch = 0; batch < 3; batch++) await left.step('batch');
  const file = await left.checkpoint();
  left.dispose();

  const next = await newClient();
  const epochs: number[] = [];
  next.subscribe((event) => {
    if (event.type === 'ready') epochs.push(...event.epochs.map(({ epoch }) => epoch));
    if (event.type === 'epoch') epochs.push(event.epoch.epoch);
  });
  expect(await next.restore(file, { paused: true, threads: 1 })).toBeNull();
  expect(next.state).toBe('paused');
  await next.stop();
  epochs.length = 0;
  const summary = await next.restore(file);
  expect(epochs).toEqual([1, 2]);
  expect(summary).toMatchObject({ state: 'finished', epochs: 2, weightsSha256: whole.weightsSha256 });
});

it('a damaged file is refused, and the client works as before', async () => {
  const client = await newClient();
  await client.step('batch', { dataSrc: SMALL_DATA, epochs: 2 });
  const file = await client.checkpoint();
  await client.stop();
  file[file.length - 40] = 1 + (file.at(-40) ?? 0);
  await expect(client.restore(file)).rejects.toMatchObject({
    name: 'TrainerError',
    code: 'checkpoint-damaged',
  });
  expect(client.state).toBe('stopped');
});

it('without the browser’s SHA-256, as on plain HTTP, a checkpoint is written and read in the same way', async () => {
  const createWorker = ({ href }: URL) => {
    const script = `Object.defineProperty(crypto, 'subtle', { value: undefined }); importScripts('${href}');`;
    return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
  };
  const settings = { dataSrc: SMALL_DATA, epochs: 2 };
  const left = await newClient({ createWorker });
  await left.step('epoch', settings);
  const file = await left.checkpoint();
  left.dispose();

  const sum = await crypto.subtle.digest('SHA-256', file.slice(0, -32));
  expect(file.slice(-32)).toEqual(new Uint8Array(sum));
  const finish = async (client: TrainerClient) => (await client.restore(file))?.weightsSha256;
  const hash = await finish(await newClient({ createWorker }));
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await finish(await newClient())).toBe(hash);
});
