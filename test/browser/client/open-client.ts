import type { TrainerClient, TrainerClientOptions } from '../../../src/client/trainer-client';
import type { TrainerError, TrainerEvent } from '../../../worker/protocol';
import { importBuilt, SMALL_DATA } from '../built';

let open: TrainerClient[] = [];

/** Opens a client of the built package, and records its events. */
export async function openClient(
  options: TrainerClientOptions = {},
): Promise<{ client: TrainerClient; events: TrainerEvent[] }> {
  const { TrainerClient } = await importBuilt();
  const client = new TrainerClient(options);
  const events: TrainerEvent[] = [];
  client.subscribe((event) => events.push(event));
  open.push(client);
  return { client, events };
}

/** Ends the clients of a test. */
export function disposeClients(): void {
  for (const client of open) client.dispose();
  open = [];
}

/** The error that a call rejects with. */
export async function rejection(call: Promise<unknown>): Promise<TrainerError> {
  return call.then(
    () => Promise.reject(new Error('the call resolved')),
    (error) => error,
  );
}

/** Resolves at the first event that is wanted. */
export function until(client: TrainerClient, wanted: (event: TrainerEvent) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.subscribe((event) => {
      if (!wanted(event)) return;
      stop();
      resolve();
    });
  });
}

/** A worker that runs a script. */
export function workerFrom(script: string): Worker {
  return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
}

/** Settings of a run that does not end during a test. */
export const LONG_RUN = { dataSrc: SMALL_DATA, epochs: 1000 };
