/**
 * @import { LoadResults, Load } from './load-report.mjs'
 * @import { repeatedPost as RepeatedPost } from './requests.mjs'
 * @import { WorkerdOptions } from './workerd.mjs'
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';
import { canMeasure, cpuMs, residentBytes } from './process-use.mjs';
import { refusedBodies } from './refused-bodies.mjs';
import { noiseImages, repeatedBody, repeatedPost } from './requests.mjs';
import { startWorkerd } from './workerd.mjs';

const COLD_STARTS = 25;
/** Requests of 256 images each, and of JSON. */
const FEWER = 500;
const BATCH = 256;
/** A worker that reads the same body and computes nothing: the time it takes to start is the runtime's own. */
const EMPTY = `export default {
  async fetch(request) {
    return new Response(String((await request.arrayBuffer()).byteLength));
  },
};
`;
/**
 * V8 keeps unused objects of the runtime until its next full collection, which may be tens of thousands of requests later. With
 * this flag each collection is a full one, so only objects that are still referenced remain.
 */
const COLLECT_ALWAYS = ['--gc-global'];

/**
 * Measures the built edge function in workerd. The client that sends the requests runs on the same computer.
 * @param {object} options
 * @param {string} options.folder the built package
 * @param {string} options.scratch a folder for temporary files
 * @param {number} options.requests number of requests with one image each, of which the first fifth warm up
 * @param {(line: string) => void} options.say called with a line for each step
 * @returns {Promise<LoadResults>}
 * @throws {ExpectedError} on a system that does not report what a process uses
 */
export async function loadTest({ folder, scratch, requests, say }) {
  if (!canMeasure) throw new ExpectedError('--load reads /proc, which only Linux has.');
  const modules = [{ name: 'empty.js', type: /** @type {const} */ ('esModule') }];
  const empty = { folder: join(scratch, 'empty'), modules };
  mkdirSync(empty.folder, { recursive: true });
  writeFileSync(join(empty.folder, 'empty.js'), EMPTY);

  say(`Cold starts, ${COLD_STARTS} of each …`);
  const coldStart = await coldStarts({ folder, scratch }, { ...empty, scratch });
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
  say('Bodies that are refused …');
  const refused = await refusals({ folder, scratch });
  return { coldStart, single, png, batch, best, json, nothing, kept, refused };
}

/**
 * Medians of the processor time from the start of the process to the first answer. The two workers take turns, so that other
 * work on the computer affects both.
 * @param {WorkerdOptions} edgeFunction
 * @param {WorkerdOptions} empty a worker that computes nothing
 */
async function coldStarts(edgeFunction, empty) {
  /** @type {[number[], number[]]} */
  const [ofFunction, ofEmpty] = [[], []];
  for (let i = 0; i < COLD_STARTS; i++) {
    ofFunction.push(await coldStart(edgeFunction));
    ofEmpty.push(await coldStart(empty));
  }
  return { function: quantile(ofFunction, 0.5), empty: quantile(ofEmpty, 0.5) };
}

/** @param {WorkerdOptions} worker */
async function coldStart(worker) {
  const edge = await startWorkerd(worker);
  const client = repeatedPost({ url: `${edge.url}api/predict`, images: noiseImages(1), connections: 1 });
  await client.send(1);
  const ms = cpuMs(edge.pid);
  client.close();
  await edge.close();
  return ms;
}

/**
 * Posts the same images repeatedly to a new process, and measures after the first fifth.
 * @param {WorkerdOptions & {
 *   requests: number,
 *   images: number,
 *   format?: Parameters<typeof RepeatedPost>[0]['format'],
 *   query?: string,
 * }} options
 * @returns {Promise<Load>}
 */
async function load({ requests, images, format = 'bytes', query = '', ...worker }) {
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

/** How often each body is sent to a process that has warmed up, and how many of them before. */
const REFUSED = { warmUp: 20, measured: 20 };

/**
 * Medians of the processor time of one request, for each body that is refused.
 * @param {WorkerdOptions} worker
 * @returns {Promise<LoadResults['refused']>}
 */
export async function refusals(worker) {
  const edge = await startWorkerd(worker);
  /** @type {Record<string, number>} */
  const times = {};
  try {
    for (const [name, { contentType, body }] of Object.entries(refusedBodies())) {
      const url = `${edge.url}api/predict`;
      const client = repeatedBody({ url, contentType, body, connections: 1, isRefused: true });
      await client.send(REFUSED.warmUp);
      const each = [];
      for (let i = 0; i < REFUSED.measured; i++) {
        const before = cpuMs(edge.pid);
        await client.send(1);
        each.push(cpuMs(edge.pid) - before);
      }
      client.close();
      times[name] = quantile(each, 0.5);
    }
  } finally {
    await edge.close();
  }
  return times;
}

/**
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}
