import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linesOfStep } from '../../../scripts/build/source-lines.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';

const ROOT = projectRoot();

test('each panel of a step shows a line of our source code exactly as it is in its file', () => {
  const lines = Object.entries(linesOfStep(ROOT, '1.2.3', ''));
  expect(lines.map(([panel]) => panel)).toEqual(['pipeline', 'forward', 'loss', 'tape', 'optimizer', 'metric']);
  for (const [, { file, line, code, address }] of lines) {
    const text = readFileSync(join(ROOT, file), 'utf8').split('\n')[line - 1]?.trim() ?? '';
    expect(text).not.toBe('');
    expect(code.startsWith(text)).toBe(true);
    expect(address).toBe('');
  }
});

test('consecutive lines are joined into one expression', () => {
  expect(linesOfStep(ROOT, '1.2.3', '').pipeline?.code).toMatch(
    /^\.map\(.*\)\.shuffle\(.*\)\.batch\(batchSize\);$/,
  );
});

test('the address of a line is that of the released version, if the repository is published', () => {
  const { file, line, address } = linesOfStep(ROOT, '1.2.3', 'https://github.com/someone/something').loss ?? {};
  expect(address).toBe(`https://github.com/someone/something/blob/v1.2.3/${file}#L${line}`);
});
