import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest';
import { type Cdn, cdnWith } from '../fixtures/cdn';
import { emptyFolder, unpackInto } from '../fixtures/packed-package';
import { trainThere } from '../fixtures/train-there';
import { pageWith, unpackedHosts } from './unpacked';
import { useAllFiles, useOtherFiles, type Visitor, visit } from './visitor';

const { host } = unpackedHosts();
const folder = emptyFolder();
let installed: string;
beforeAll(() => {
  installed = unpackInto(folder, inject('packed'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A visit to a page, and the CDN that serves its script. */
async function visitWith(page: (cdn: string) => string): Promise<Visitor & Cdn> {
  const cdn = await cdnWith(installed);
  onTestFinished(cdn.close);
  const { url } = await host({ pages: { '': page(cdn.url) } });
  const visitor = await visit(url);
  onTestFinished(() => visitor.page.context().close());
  return { ...visitor, ...cdn };
}

it.each(['fmnist-trainer', 'fmnist-trainer@0.1.0?mine', 'fmnist-trainer/dist/cdn.js'])(
  'a page with %s of a CDN trains, predicts, and loads every file of the package and no other one',
  async (address) => {
    const visited = await visitWith((cdn) => pageWith(cdn + address));
    const { page } = visited;
    expect(await trainThere(page)).toMatchObject([{ state: 'finished', code: '', predictions: 1 }]);
    expect(page.workers()).toHaveLength(1);
    expect(await useAllFiles(page)).toMatchObject({ chart: 'image/svg+xml' });
    expect(await useOtherFiles(page)).toMatchObject({ predictions: 1, state: 'finished' });
    expect(visited).toMatchObject({ strangers: [], complaints: [], failed: [] });
  },
);

it('the bare address of a CDN exports the same as the package’s single file', async () => {
  const { page, url } = await visitWith(() => '<!doctype html><title>A page of mine</title>');
  // As a string, so that Vitest does not replace this import.
  const exported = (address: string): Promise<string[]> =>
    page.evaluate(`import('${url}${address}').then((module) => Object.keys(module))`);
  const whole = await exported('fmnist-trainer/dist/fmnist-trainer.js');
  expect(whole).toContain('TrainerClient');
  expect(await exported('fmnist-trainer')).toEqual(whole);
});
