import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkComplete, readAddresses } from '../build/addresses.mjs';
import { checkSizes, sizeTable } from '../build/size-table.mjs';
import { packPackage } from '../build/tarball.mjs';
import { enter, projectRoot } from '../lib/entry.mjs';
import { ensureInstalled } from '../lib/install.mjs';

const HELP = `npm run package -- [options]

Installs the dependencies if needed, builds the npm package from the sources, and packs it into one file. It fails
when a file is over its budget, or when a file that package.json names is missing.

  --release      pack for npm publish, which refuses any other package; scripts/addresses.json must be complete
  --out FOLDER   where the file goes (default .cache/package)
  --help         show this
`;

await enter(async () => {
  const { values: options } = parseArgs({
    options: { out: { type: 'string' }, release: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const root = projectRoot();
  const addresses = readAddresses(root);
  const { release = false } = options;
  if (release) checkComplete(addresses);
  ensureInstalled();
  const { buildPackage } = await import('../../esbuild.config.mjs');
  const build = async (/** @type {string} */ outdir) => {
    const files = await buildPackage({ outdir, sourcemap: false });
    console.log(sizeTable(outdir, files));
    checkSizes(outdir, files);
  };
  const folder = resolve(options.out ?? join(root, '.cache/package'));
  const packed = await packPackage({ root, folder, addresses, release, build });
  const file = `./${relative(process.cwd(), packed)}`;
  const next = release ? `To publish it: npm publish ${file}` : `To try it: npm install ${file}`;
  console.log(`\n  The package is ${file}\n\n  ${next}\n`);
});
