import { spawnSync } from 'node:child_process';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, inject, test } from 'vitest';
import { publishedManifest } from '../../../scripts/build/published-manifest.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { EXAMPLE_ADDRESSES } from '../../fixtures/example-addresses';
import { unpackInto } from '../../fixtures/packed-package';
import { temporaryFolder } from '../lib/data/small-official-files';

const ROOT = projectRoot();
const ATTW = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** 0.7 MB of TensorFlow.js. Parsing it takes longer than all other entries; its declaration is that of `./worker.js`. */
const NOT_CHECKED = './tfjs-engine.js';

describe('publint has nothing to say, not even a suggestion, about the packed package', () => {
  const lint = async (pkgDir: string) => {
    const { messages, pkg } = await publint({ pkgDir, pack: false });
    return messages.map((message) => formatMessage(message, pkg));
  };

  test('as it is packed for tests', async () => {
    expect(await lint(unpackInto(temporaryFolder(), inject('packed')))).toEqual([]);
  });

  test('as it is packed for a release', async () => {
    const folder = unpackInto(temporaryFolder(), inject('packed'));
    const released = publishedManifest(MANIFEST, { addresses: EXAMPLE_ADDRESSES, release: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify(released));
    expect(await lint(folder)).toEqual([]);
  });
});

/** A fault that attw found. Some are of one way to resolve a module, some of a file. */
type Problem = { kind: string; entrypoint?: string; resolutionKind?: string };

// The package has ES modules only. So attw's profile leaves out `require`, and the resolution of Node 10, which does not know `exports`.
test('attw finds no entry whose types are wrong for an ES module', () => {
  const file = join(temporaryFolder(), 'attw.json');
  const options = ['--profile', 'esm-only', '--exclude-entrypoints', NOT_CHECKED, '--format', 'json'];
  const { status } = spawnSync(process.execPath, [ATTW, inject('packed'), ...options], {
    // Into a file: attw does not wait until a pipe has taken everything.
    stdio: ['ignore', openSync(file, 'w'), 'inherit'],
  });
  const { analysis, problems } = JSON.parse(readFileSync(file, 'utf8'));
  const found = (Object.values(problems).flat() as Problem[])
    .filter(({ resolutionKind = '' }) => !['node10', 'node16-cjs'].includes(resolutionKind))
    .map(({ kind, entrypoint = 'a file' }) => `${kind}: ${entrypoint}`);
  expect([found, status]).toEqual([[], 0]);
  expect(Object.keys(analysis.entrypoints)).toEqual(
    Object.keys(MANIFEST.exports).filter((name) => name !== NOT_CHECKED),
  );
}, 240_000);
