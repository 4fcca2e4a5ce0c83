import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkSizes, sizeTable } from '../build/size-table.mjs';
import { packPackage } from '../build/tarball.mjs';
import { enter, projectRoot } from '../lib/entry.mjs';
import { ensureInstalled } from '../lib/install.mjs';

const HELP = `npm run package -- [options]

Installs the dependencies if needed, builds the npm package from the sources, and packs it into one file for npm
publish. It fails when a file is over its budget, or when a file that package.json names is missing.

  --out FOLDER   where the file goes (default .cache/package)
  --help         show this
`;

await enter(async () => {
  const { values: options } = parseArgs({
    options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  ensureInstalled();
  const root = projectRoot();
  const { buildPackage } = await import('../../esbuild.config.mjs');
  const build = async (/** @type {string} */ outdir) => {
    const files = await buildPackage({ outdir });
    console.log(sizeTable(outdir, files));
    checkSizes(outdir, files);
  };
  const folder = resolve(options.out ?? join(root, '.cache/package'));
  const file = relative(process.cwd(), await packPackage({ root, folder, build }));
  console.log(`\n  The package is ${file}\n\n  To publish it: npm publish ./${file}\n`);
});
