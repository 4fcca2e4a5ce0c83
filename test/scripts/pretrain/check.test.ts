import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { locateData } from '../../../scripts/lib/data/prepare-data.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { readRecipe } from '../../../scripts/pretrain/pretrained-files';
import { DEPTH } from '../../fixtures/depth';
import { sha256, temporaryFolder } from '../lib/data/small-official-files';

const { source } = await locateData();
if (!source)
  console.warn('\n  SKIPPED: THE PRETRAINED LESSON IS NOT TRAINED AGAIN, for lack of Fashion-MNIST\n');

const COMMITTED = join(projectRoot(), 'static/pretrained');

function pretrain(...args: string[]) {
  return spawnSync(process.execPath, ['scripts/lib/run-typescript.mjs', 'pretrain', ...args], {
    cwd: projectRoot(),
    encoding: 'utf8',
    env: { ...process.env, ...(source && { FMNIST_DATA: source }) },
  });
}

describe('npm run pretrain -- --check', () => {
  test.skipIf(!source || !DEPTH.trainsLessonAgain)(
    'trains the committed weights of the lesson again, and recognises others',
    async () => {
      const out = temporaryFolder();
      cpSync(COMMITTED, out, { recursive: true });
      const file = join(out, 'lesson/weights.bin');
      const weights = readFileSync(file);
      weights[0] = (weights[0] as number) ^ 1;
      writeFileSync(file, weights);

      const { status, stderr } = pretrain('--check', '--out', out);

      expect(status).toBe(1);
      const { weightsSha256 } = await readRecipe(join(COMMITTED, 'lesson'));
      expect(stderr).toContain(`trained   ${weightsSha256}`);
      expect(stderr).toContain(`in file   ${sha256(weights)}`);
      expect(sha256(readFileSync(join(COMMITTED, 'lesson/weights.bin')))).toBe(weightsSha256);
    },
    DEPTH.testMs,
  );

  test('reports a missing file', () => {
    const { status, stderr } = pretrain('--check', '--out', temporaryFolder());
    expect(status).toBe(1);
    expect(stderr).toMatch(/lesson.(model.json|weights.bin|recipe.json) does not exist.*npm run pretrain/);
  });

  test('knows two models', () => {
    const { status, stderr } = pretrain('--model', 'other');
    expect(status).toBe(1);
    expect(stderr).toContain('"other"; expected one of lesson, best');
  });
});
