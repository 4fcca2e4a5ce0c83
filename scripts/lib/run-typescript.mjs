import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildKernels } from '../build/kernels.mjs';
import { withoutWebgl } from '../build/without-webgl.mjs';
import { ExpectedError, enter, projectRoot } from './entry.mjs';
import { ensureInstalled } from './install.mjs';

/**
 * Runs a command written in TypeScript, `scripts/bin/NAME.ts`: bundles it for Node and executes the bundle in this
 * process. The command sees its own arguments in `process.argv` and the project folder in `FMNIST_ROOT`.
 */
await enter(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const root = projectRoot();
  const commands = join(root, 'scripts/bin');
  const entry = join(commands, `${name}.ts`);
  if (!/^[\w-]+$/.test(name) || !existsSync(entry)) {
    const known = readdirSync(commands)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -'.ts'.length));
    throw new ExpectedError(
      `There is no command ${JSON.stringify(name)}. Usage: node scripts/lib/run-typescript.mjs NAME [arguments]. NAME is one of: ${known.join(', ')}.`,
    );
  }
  ensureInstalled(root);
  await buildKernels(root);
  const { build } = await import('esbuild');
  const outfile = join(root, '.cache/commands', `${name}.cjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: true,
    // The compiler and the bundler are there to be imported, not to be bundled.
    external: ['assemblyscript', 'esbuild'],
    plugins: [withoutWebgl],
  }).catch(() => {
    throw new ExpectedError(`${entry} could not be built; esbuild says why above.`);
  });
  process.env.FMNIST_ROOT = root;
  process.argv = [process.execPath, outfile, ...args];
  process.setSourceMapsEnabled(true);
  createRequire(outfile)(outfile);
});
