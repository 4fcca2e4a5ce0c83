import { expect, test } from 'vitest';
import { HEADER_RULES, headersFile, headersFor } from '../../scripts/hosting-headers.mjs';

test.each(['/', '/index.html', '/worker.js', '/data/fashion-mnist/train-images-0.bin', '/no/such/page'])(
  '%s is isolated, embeddable and never sniffed',
  (path) => {
    expect(headersFor(path)).toMatchObject({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    });
  },
);

test('the policy allows WebAssembly and blob workers, and no inline or foreign script', () => {
  const policy = headersFor('/')['Content-Security-Policy'] ?? '';
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).toContain("worker-src 'self' blob:");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/'unsafe-(inline|eval)'/);
});

test('only .wasm files are WebAssembly', () => {
  expect(headersFor('/a/b.wasm')['Content-Type']).toBe('application/wasm');
  expect(headersFor('/wasm.html')['Content-Type']).toBeUndefined();
});

test('no header is given twice to one path, because hosts join the two', () => {
  const everywhere = Object.keys(HEADER_RULES[0]?.headers ?? {});
  for (const { headers } of HEADER_RULES.slice(1)) {
    expect(Object.keys(headers).filter((name) => everywhere.includes(name))).toEqual([]);
  }
});

test('the file for hosts has the same rules', () => {
  const read = headersFile()
    .trim()
    .split('\n\n')
    .map((block) => {
      const [path = '', ...lines] = block.split('\n');
      const headers = lines.map((line) => /^ {2}([\w-]+): (.+)$/.exec(line)?.slice(1) as [string, string]);
      return { path, headers: Object.fromEntries(headers) };
    });
  expect(read).toEqual(HEADER_RULES);
});
