import { expect, test } from 'vitest';
import { headersFor } from '../../../../scripts/lib/site/hosting-headers.mjs';

test.each([
  '/',
  '/index.html',
  '/worker.js',
  '/data/fashion-mnist-0123456789/train-images-0.bin',
  '/no/such/page',
])('%s is isolated, embeddable and never sniffed', (path) => {
  expect(headersFor(path)).toMatchObject({
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
  });
});

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

test('a file named by its content is cached for good, everything else is requested again', () => {
  for (const path of ['/assets/0123456789/worker.js', '/data/fashion-mnist-0123456789/manifest.json'])
    expect(headersFor(path)['Cache-Control']).toBe('public, max-age=31536000, immutable');
  for (const path of [
    '/',
    '/index.html',
    '/guide/',
    '/guide/attributes.html',
    '/service-worker.js',
    '/404.html',
  ])
    expect(headersFor(path)['Cache-Control']).toBe('no-cache');
});

test('a path without a splat matches only itself', () => {
  expect(headersFor('/service-worker.js.map')['Cache-Control']).toBeUndefined();
});
