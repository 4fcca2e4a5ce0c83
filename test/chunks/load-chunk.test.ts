import { describe, expect, test } from 'vitest';
import { type Chunk, loadChunk } from '../../worker/chunks/load-chunk';
import { PROTOCOL_VERSION } from '../../worker/protocol';
import { rejectionOf } from '../fixtures/trainer-error';

const never = new AbortController().signal;

const chunk = (file: string): Chunk<string> => ({
  file,
  code: 'model-files',
  message: 'It could not be loaded.',
});

/** The address of a script that stores an offer as the chunk `file` of a version does. */
const scriptOf = (file: string, version: number) =>
  `data:text/javascript,globalThis[Symbol.for('fmnist-trainer ${file} ${version}')] = 'offer of ${version}';`;

describe('a chunk', () => {
  test('of the worker’s version is loaded once', async () => {
    const url = scriptOf('one.js', PROTOCOL_VERSION);
    expect(await loadChunk(chunk('one.js'), url, fetch, never)).toBe(`offer of ${PROTOCOL_VERSION}`);
    const again = loadChunk(chunk('one.js'), 'data:text/javascript,throw 1', fetch, never);
    expect(await again).toBe(`offer of ${PROTOCOL_VERSION}`);
  });

  test.each([
    ['of another version', scriptOf('two.js', PROTOCOL_VERSION - 1)],
    ['that is another script', 'data:text/javascript,globalThis.two = 2;'],
  ])('%s is refused with its code, and nothing of it is used', async (_, url) => {
    const error = await rejectionOf(loadChunk(chunk('two.js'), url, fetch, never));
    expect(error).toMatchObject({
      code: 'model-files',
      got: `another script, or one of another version, from ${url}`,
      expected: 'two.js, served beside worker.js',
    });
  });
});
