import { join } from 'node:path';
import { expect, inject, onTestFinished } from 'vitest';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { hostFolder } from '../fixtures/static-host';
import { trainThere } from '../fixtures/train-there';
import { type Application, type Dependencies, makeApplication } from './application';
import { emitted } from './emitted';
import { useAllFiles, useTfjs, visit } from './visitor';

/** A way to serve a consumer: a folder of files, or a script that serves them. */
export type Serving = (
  | { readonly folder: string }
  | { readonly script: string; readonly options: readonly string[] }
) & {
  /** Whether the application imports TensorFlow.js, so that it can train with it; otherwise it must not be emitted. */
  readonly hasTfjs?: boolean;
  /** The pages that train; by default, the one at the root. */
  readonly pages?: readonly string[];
};

/** How a consumer is built and served. */
export interface Recipe {
  readonly dependencies: Dependencies;
  /** The folder of sources which those of the consumer replace in part: for one application in several versions of a tool. */
  readonly like?: string;
  /** The script that builds it. */
  readonly build?: string;
  /** The ways to serve it, each tried in turn. */
  readonly serve: readonly Serving[];
  /** The folder of the scripts that a bundler emits. Exactly one of them is the worker. */
  readonly emits?: string;
  /** What a server renders of its pages. */
  readonly renders?: string;
}

const HERE = join(projectRoot(), 'test/consumers');

/** The warning of a bundler about an import that it cannot resolve. */
const LOST = /Critical dependency|Module not found|could not be resolved/i;

/**
 * Builds and serves the consumer in a folder beside this file, and visits its pages. Each page trains and predicts in a worker, gets
 * the event, loads every lazy file, requests no missing file, and logs no error.
 */
export async function expectToWork(
  name: string,
  { dependencies, like, build, serve, emits, renders = '' }: Recipe,
): Promise<void> {
  const sources = [like, name].flatMap((each) => each ?? []).map((each) => join(HERE, each));
  const application = await makeApplication(sources, inject('packed'), dependencies);
  onTestFinished(() => application.remove());
  if (build) expect(await application.run(build)).not.toMatch(LOST);
  const isBuiltWithTfjs = serve.some((each) => 'folder' in each && each.hasTfjs);
  const scripts = { worker: 1, tfjs: isBuiltWithTfjs ? 1 : 0 };
  if (emits) expect(emitted(join(application.folder, emits))).toEqual(scripts);
  for (const serving of serve) {
    const url = await serveIt(application, serving);
    for (const page of serving.pages ?? ['']) {
      const address = new URL(page, url).href;
      expect(await (await fetch(address)).text()).toContain(renders);
      await expectPageToWork(address, serving.hasTfjs ?? false);
    }
  }
}

async function serveIt(application: Application, serving: Serving): Promise<string> {
  if ('script' in serving) return application.start(serving.script, ...serving.options);
  const { url, close } = await hostFolder({ folder: join(application.folder, serving.folder) });
  onTestFinished(close);
  return url;
}

async function expectPageToWork(url: string, hasTfjs: boolean): Promise<void> {
  const visitor = await visit(url);
  const { page, complaints, failed } = visitor;
  onTestFinished(() => page.context().close());
  const outcomes = await trainThere(page);
  expect({ url, outcomes, complaints, failed }).toMatchObject({
    outcomes: [{ state: 'finished', code: '', predictions: 1 }],
    complaints: [],
    failed: [],
  });
  expect(page.workers()).toHaveLength(1);
  const heard = page.locator('output');
  if (await heard.count()) expect(await heard.textContent()).toBe('epoch 1');
  expect(await useAllFiles(visitor.page)).toMatchObject({
    chart: 'image/svg+xml',
    link: expect.stringContaining('train-images=640'),
  });
  if (hasTfjs)
    expect(await useTfjs(page)).toMatchObject({ engine: 'tfjs, WASM SIMD, 1 thread', state: 'finished' });
  expect({ url, complaints, failed }).toEqual({ url, complaints: [], failed: [] });
}
