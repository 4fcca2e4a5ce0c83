import { describe, expect, inject, it, onTestFinished } from 'vitest';
import type { HostOptions } from '../fixtures/static-host';
import { trainThere } from '../fixtures/train-there';
import { ISOLATED, policy, STRICT, strictElsewhere, TRUSTED_TYPES, TRUSTED_TYPES_ELSEWHERE } from './policies';
import { pageWith, trainerTag, unpackedHosts } from './unpacked';
import { useAllFiles, useOtherFiles, visit } from './visitor';

const { host, elsewhere } = unpackedHosts();
const OWN_SCRIPT = 'fmnist-trainer.js';
const TRAINED = { state: 'finished', code: '', predictions: 1 };
const USED = { chart: 'image/svg+xml', model: expect.stringMatching(/\.safetensors$/) };
const OTHERS = { predictions: 1, engine: expect.stringMatching(/^tfjs, WASM/), state: 'finished' };

interface Page extends Pick<HostOptions, 'base' | 'all' | 'page'> {
  readonly called: string;
  readonly html: () => string;
  /** What the page's workers run: a file beside the page, or a blob. */
  readonly workers: readonly string[];
  readonly threads?: number;
  readonly complaints?: readonly string[];
  /** Whether the visit also calls `useOtherFiles`, which takes a while. */
  readonly toTheLast?: true;
  /** Whether `npm test` includes it; `npm run test:consumers` runs all of them. */
  readonly isAmongFew?: true;
}

const hasAll = inject('allConsumers');

/** The browser logs this each time the trainer tries a text where a trusted address is required, before it tries the next way. */
const TEXT_REFUSED = "This document requires 'TrustedScriptURL' assignment. The action has been blocked.";

const PAGES: readonly Page[] = [
  { called: 'with the script beside it', html: () => pageWith(OWN_SCRIPT), workers: ['worker.js'] },
  {
    called: 'with the script of another origin',
    html: () => pageWith(elsewhere()),
    workers: ['blob'],
    isAmongFew: true,
  },
  {
    called: 'under a path, with nothing of it at the root',
    base: '/museum/room-3/',
    html: () => pageWith(OWN_SCRIPT),
    workers: ['worker.js'],
    toTheLast: true,
  },
  {
    called: 'with two trainers, which train at the same time',
    html: () => pageWith(OWN_SCRIPT, trainerTag() + trainerTag('seed="2"')),
    workers: ['worker.js', 'worker.js'],
  },
  {
    called: 'that is isolated, on two threads',
    all: ISOLATED,
    html: () => pageWith(OWN_SCRIPT, trainerTag('threads="2"')),
    workers: ['worker.js', 'worker.js'],
    threads: 2,
  },
  {
    called: 'that is isolated, its script elsewhere, on two threads',
    isAmongFew: true,
    all: ISOLATED,
    html: () => pageWith(elsewhere(), trainerTag('threads="2"')),
    workers: ['blob', 'blob'],
    threads: 2,
  },
  {
    called: 'that is isolated, under Trusted Types, on two threads',
    all: ISOLATED,
    page: policy(TRUSTED_TYPES),
    html: () => pageWith(OWN_SCRIPT, trainerTag('threads="2"')),
    workers: ['worker.js', 'worker.js'],
    threads: 2,
    complaints: [TEXT_REFUSED],
  },
  {
    called: 'that is isolated, with both of these, on two threads',
    all: ISOLATED,
    page: policy(TRUSTED_TYPES_ELSEWHERE),
    html: () => pageWith(elsewhere(), trainerTag('threads="2"')),
    workers: ['blob', 'blob'],
    threads: 2,
    complaints: [TEXT_REFUSED],
    toTheLast: true,
  },
  {
    called: 'with Trusted Types on every file, on two threads',
    all: { ...ISOLATED, ...policy(TRUSTED_TYPES) },
    html: () => pageWith(OWN_SCRIPT, trainerTag('threads="2"')),
    workers: ['worker.js', 'worker.js'],
    threads: 2,
    complaints: [TEXT_REFUSED],
    toTheLast: true,
  },
  {
    called: 'under default-src ‘none’ and the directives that the guide names',
    isAmongFew: true,
    all: policy(STRICT),
    html: () => pageWith(OWN_SCRIPT),
    workers: ['worker.js'],
    toTheLast: true,
  },
  {
    called: 'under default-src ‘none’ with the script of another origin, and what the guide names for it',
    get all() {
      return policy(strictElsewhere(new URL(elsewhere()).origin));
    },
    html: () => pageWith(elsewhere()),
    workers: ['blob'],
    toTheLast: true,
  },
  {
    called: 'under require-trusted-types-for ‘script’',
    page: policy(TRUSTED_TYPES),
    html: () => pageWith(OWN_SCRIPT),
    workers: ['worker.js'],
    complaints: [TEXT_REFUSED],
  },
  {
    called: 'under require-trusted-types-for ‘script’ with the script of another origin',
    isAmongFew: true,
    page: policy(TRUSTED_TYPES_ELSEWHERE),
    html: () => pageWith(elsewhere()),
    workers: ['blob'],
    complaints: [TEXT_REFUSED],
  },
];

describe('a page trains and predicts in a worker, loads every lazy file, and logs no error,', () => {
  const pages = PAGES.filter(({ isAmongFew }) => hasAll || isAmongFew);
  it.each(pages)('$called', async ({ html, workers, threads = 1, complaints = [], toTheLast, ...served }) => {
    const { url } = await host({ ...served, pages: { '': html() } });
    const visitor = await visit(url);
    onTestFinished(() => visitor.page.context().close());
    expect(await visitor.page.evaluate(() => crossOriginIsolated)).toBe(threads > 1);
    const outcomes = await trainThere(visitor.page);
    const trainers = workers.length / threads;
    expect(outcomes).toMatchObject(Array(trainers).fill({ ...TRAINED, threads }));
    const scripts = visitor.page.workers().map((worker) =>
      worker
        .url()
        .replace(url, '')
        .replace(/^blob:.*/, 'blob'),
    );
    expect(scripts.sort()).toEqual(workers);
    expect(await useAllFiles(visitor.page)).toMatchObject(USED);
    if (toTheLast && hasAll) expect(await useOtherFiles(visitor.page)).toEqual(OTHERS);
    expect(visitor).toMatchObject({ complaints, failed: [] });
  });

  const frames = [
    ['of another origin in a sandbox, which has no origin', 'sandbox="allow-scripts"'],
    ['of another origin', ''],
  ] as const;
  it.each(frames.slice(0, hasAll ? 2 : 1))('in an iframe %s', async (_called, attributes) => {
    const embedded = await host({ pages: { '': pageWith(elsewhere()) } });
    const iframe = `<iframe src="${embedded.url}" width="800" height="600" ${attributes}></iframe>`;
    const outer = await host({ pages: { '': `<!doctype html><title>A page around it</title>${iframe}` } });
    const visitor = await visit(outer.url);
    onTestFinished(() => visitor.page.context().close());
    const [frame] = visitor.page.mainFrame().childFrames();
    if (!frame) throw new Error('The page has no frame.');
    expect(await trainThere(frame)).toMatchObject([TRAINED]);
    expect(await useAllFiles(frame)).toMatchObject(USED);
    expect(await useOtherFiles(frame)).toEqual(OTHERS);
    expect(visitor).toMatchObject({ complaints: [], failed: [] });
  });
});
