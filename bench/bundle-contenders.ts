import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { projectModule } from './project-module';

const CONTENDERS = ['ours', 'jax-js'];

/**
 * Bundles the contenders that run under Node, as `scripts/lib/run-typescript.mjs` bundles a command.
 * @returns the folder with `NAME.cjs` of each
 */
export async function bundleContenders(root: string): Promise<string> {
  const { build } = await import('esbuild');
  const { withoutWebgl } = await projectModule<{ readonly withoutWebgl: Plugin }>(
    root,
    'scripts/build/without-webgl.mjs',
  );
  const outdir = join(root, '.cache/bench');
  await build({
    absWorkingDir: root,
    entryPoints: CONTENDERS.map((name) => `bench/contenders/${name}.ts`),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: true,
    // A peer that is not installed is left out when it would run, not when the contenders are bundled.
    external: ['assemblyscript', 'esbuild', '@jax-js/jax'],
    plugins: [withoutWebgl],
  });
  return outdir;
}
