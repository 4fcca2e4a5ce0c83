import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../scripts/lib/entry.mjs';

const { scripts } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));

describe('npm run', () => {
  test('train runs the script train, not pretrain', () => {
    expect(scripts).toMatchObject({ train: expect.anything(), pretrain: expect.anything() });
    const said = execFileSync('npm', ['run', 'train', '--', '--help'], {
      cwd: projectRoot(),
      encoding: 'utf8',
    });
    expect(said).toContain('npm run train -- [options]');
    expect(said).not.toContain('pretrain');
  });
});
