import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { LazyFile } from '../../../src/views/lazy/lazy-file';
import { temporaryFolder } from '../../scripts/lib/data/small-official-files';

describe('a lazy file', () => {
  test('loads once, however often it is requested, and then has its contents', async () => {
    const load = vi.fn(async () => ({ open: () => 'opened' }));
    const file = new LazyFile('x.js', load, ({ open }) => open());
    expect(file.contents).toBeUndefined();
    expect(await Promise.all([file.load(), file.load(), file.use((text) => text.length)])).toEqual([
      'opened',
      'opened',
      6,
    ]);
    expect(file.contents).toBe('opened');
    await file.load();
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('that does not load causes an error with a remedy, and only the next call requests it again', async () => {
    const load = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error('ChunkLoadError: http://host/1.js'))
      .mockResolvedValueOnce('loaded');
    const file = new LazyFile('views/x.js', load);
    const failed = [file.load(), file.load()];
    for (const loading of failed)
      await expect(loading).rejects.toMatchObject({
        code: 'page-file',
        message: 'The file views/x.js could not be loaded.',
        got: 'Error: ChunkLoadError: http://host/1.js',
        expected: 'views/x.js, beside the element’s script',
        remedy: 'Serve all files of the package from one folder.',
      });
    expect(load).toHaveBeenCalledTimes(1);
    expect(await file.load()).toBe('loaded');
  });

  // Firefox remembers the failure of an address; so does this stand-in.
  test('is requested with another fragment in its address if the browser remembers the failure', async () => {
    const path = join(temporaryFolder(), 'x.mjs');
    const { href } = pathToFileURL(path);
    const load = vi.fn(async (): Promise<{ value: number }> => {
      throw new TypeError(`error loading dynamically imported module: ${href}`);
    });
    const file = new LazyFile('x.js', load, ({ value }) => value);
    await expect(file.load()).rejects.toMatchObject({ code: 'page-file' });
    await expect(file.load()).rejects.toMatchObject({ code: 'page-file' });
    writeFileSync(path, 'export const value = 7;');
    expect(await file.load()).toBe(7);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('keeps the code of an error that a bundle throws with its own class', async () => {
    const report = { code: 'link-version', message: 'm', got: 'g', expected: 'e', remedy: 'r' };
    const file = new LazyFile('x.js', async () => 'loaded');
    const use = file.use(() => {
      throw Object.assign(new Error('m'), report);
    });
    await expect(use).rejects.toMatchObject({ name: 'TrainerError', ...report });
  });
});
