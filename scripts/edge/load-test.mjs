import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';
import { canMeasure, cpuMs, residentBytes } from './process-use.mjs';
import { noiseImages, repeatedPost } from './requests.mjs';
import { startWorkerd } from './workerd.mjs';

const COLD_STARTS = 25;
/** Requests where one has 256 images, and in formats that only cost more. */
const FEWER = 500;
const BATCH = 256;
/** A worker that reads as much and computes nothing: what its start takes is the runtime's. */
const EMPTY = `export default {
  async fetch(request) {
    return new Response(String((await request.arrayBuffer()).byteLength));
  },
};
`;
/**
 * V8 leaves the runtime's objects lie until its next full collection, for tens of thousands of requests. Collecting everything
 * every time shows what is held on to.
 */
const COLLECT_ALWAYS = ['--gc-global'];

/**
 * Measures the built edge function in workerd on this computer, with the requests' client beside it.
 * @param options.folder the built package
 * @param options.requests with one image each, a fifth of them to warm up
 * @param options.say told what is being done
 * @returns figures by name; times in milliseconds, memory in bytes
 * @throws ExpectedError on a system that does not tell what a process uses
 */
export async function loadTest({ folder, scratch, requests, say }) {
  if (!canMeasure) throw new ExpectedError('--load reads /proc, which only Linux has.');
  const empty = { folder: join(scratch, 'empty'), modules: [{ name: 'empty.js', type: 'esModule' }] };
  mkdirSync(empty.folder, { recursive: true });
  writeFileSync(join(empty.folder, 'empty.js'), EMPTY);

  say(`Cold starts, ${COLD_STARTS} of each …`);
  const coldStart = await coldStarts({ function: { folder, scratch }, empty: { ...empty, scratch } });
  say(`${requests} requests of one image …`);
  const single = await load({ folder, scratch, requests, images: 1 });
  say(`PNG, JSON, and ${BATCH} images …`);
  const png = await load({ folder, scratch, requests: 10 * FEWER, images: 1, format: 'png' });
  const batch = await load({ folder, scratch, requests: FEWER, images: BATCH });
  const best = await load({ folder, scratch, requests: FEWER, images: BATCH, query: '?model=best' });
  const json = await load({ folder, scratch, requests: FEWER, images: BATCH, format: 'json' });
  say(`${requests} requests to a worker that computes nothing …`);
  const nothing = await load({ ...empty, scratch, requests, images: 1 });
  say(`${requests} requests of one image, collecting all garbage …`);
  const kept = await load({ folder, scratch, requests, images: 1, v8Flags: COLLECT_ALWAYS });
  return { coldStart, single, png, batch, best, json, nothing, kept };
}

/** Processor time from the start of the process to the first answer; the workers take turns, so that other work hits both. */
async function coldStarts(workers) {
  const times = Object.fromEntries(Object.keys(workers).map((name) => [name, []]));
  for (let i = 0; i < COLD_STARTS; i++) {
    for (const [name, options] of Object.entries(workers)) {
      const edge = await startWorkerd(options);
      const client = repeatedPost({ url: `${edge.url}api/predict`, images: noiseImages(1), connections: 1 });
      await client.send(1);
      times[name].push(cpuMs(edge.pid));
      client.close();
      await edge.close();
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, quantile(all, 0.5)]));
}

/** Posts the same images again and again to a fresh process; what counts comes after the first fifth. */
async function load({ requests, images, format, query = '', ...worker }) {
  const edge = await startWorkerd(worker);
  const url = `${edge.url}api/predict${query}`;
  const client = repeatedPost({ url, images: noiseImages(images), format });
  try {
    const warmUp = Math.floor(requests / 5);
    const measured = requests - warmUp;
    await client.send(warmUp);
    const before = { cpu: cpuMs(edge.pid), resident: residentBytes(edge.pid), time: performance.now() };
    const times = await client.send(measured);
    const seconds = (performance.now() - before.time) / 1000;
    const resident = residentBytes(edge.pid);
    return {
      warmUp,
      measured,
      perSecond: measured / seconds,
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
      cpu: (cpuMs(edge.pid) - before.cpu) / measured,
      residentBefore: before.resident,
      residentAfter: resident,
      bytesARequest: (resident - before.resident) / measured,
    };
  } finally {
    client.close();
    await edge.close();
  }
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))];
}
