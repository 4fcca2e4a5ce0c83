import { parseArgs } from 'node:util';
import { prepareData, remedyForNoData } from '../lib/data/prepare-data.mjs';
import { ExpectedError, enter } from '../lib/entry.mjs';
import { checkNode } from '../lib/install.mjs';

const HELP = `npm run data -- [options]

Finds Fashion-MNIST or downloads it, checks it, and packs it for the web.

  --from DIR   use the four official .gz files of this folder, and no others
  --out DIR    write the packed folder here (default .cache/web/fashion-mnist)
  --offline    do not download (same as FMNIST_OFFLINE=1)
  --help       show this
`;

await enter(async () => {
  checkNode(process.versions.node);
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      out: { type: 'string' },
      offline: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const data = await prepareData({ ...values, thorough: true });
  if (data.kind === 'none') throw new ExpectedError(`${data.reason}\n${remedyForNoData()}`);
  console.log(`official files: ${data.source}\npacked for the web: ${data.packed}`);
});
