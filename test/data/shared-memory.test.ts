import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { allocateBytes, canShareMemory, inSharedMemory, whyNotShared } from '../../worker/data/shared-memory';
import { loadFolder } from '../fixtures/load-folder';
import { startLocalHost } from '../fixtures/local-host';
import { packedFolder } from '../fixtures/packed-folder';
import { tinyData } from '../fixtures/tiny-data';

afterEach(() => vi.unstubAllGlobals());

describe('where SharedArrayBuffer exists', () => {
  test('bytes are allocated in shared memory, whatever crossOriginIsolated says', () => {
    for (const isolated of [true, false, undefined]) {
      vi.stubGlobal('crossOriginIsolated', isolated);
      expect(canShareMemory()).toBe(true);
      expect(allocateBytes(3).buffer).toBeInstanceOf(SharedArrayBuffer);
    }
  });

  test('images are copied to shared memory once', () => {
    const once = inSharedMemory(tinyData(3, 1));
    expect(once).toEqual(tinyData(3, 1));
    expect(inSharedMemory(once).train.images).toBe(once.train.images);
  });
});

describe('where crossOriginIsolated is true and SharedArrayBuffer is absent, as in WebKitGTK', () => {
  beforeEach(() => {
    vi.stubGlobal('crossOriginIsolated', true);
    vi.stubGlobal('SharedArrayBuffer', undefined);
  });

  test('bytes are allocated in memory of one thread', () => {
    expect(canShareMemory()).toBe(false);
    expect(allocateBytes(3)).toEqual(new Uint8Array(3));
    expect(allocateBytes(3).buffer).toBeInstanceOf(ArrayBuffer);
    expect(whyNotShared()).toBe('this browser has no SharedArrayBuffer');
  });

  test('a data set is loaded', async () => {
    const data = tinyData(50, 20);
    const host = await startLocalHost(packedFolder(data, 3));
    expect(await loadFolder(host.url)).toEqual(data);
    await host.close();
  });
});

test('where neither is there, the page is not isolated', () => {
  vi.stubGlobal('crossOriginIsolated', false);
  vi.stubGlobal('SharedArrayBuffer', undefined);
  expect(whyNotShared()).toBe('the page is not cross-origin isolated');
});
