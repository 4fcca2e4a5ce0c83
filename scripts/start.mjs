import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dataPath } from './data/data-path.mjs';
import { prepareData, remedyForNoData } from './data.mjs';
import { ExpectedError, enter, projectRoot } from './entry.mjs';
import { ensureInstalled } from './install.mjs';

const USUAL_PORT = 8137;
const HELP = `npm start -- [options]

Installs what is missing, gets Fashion-MNIST, builds the site and serves it on this computer.

  --port N     serve on this port (default ${USUAL_PORT}, or a free one when it is taken)
  --watch      build again when a file changes
  --no-open    do not open a browser
  --offline    do not download the data set (or FMNIST_OFFLINE=1)
  --help       show this
`;

await enter(async () => {
  const { values: options } = parseArgs({
    options: {
      port: { type: 'string' },
      watch: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      offline: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const port = options.port === undefined ? null : wholePort(options.port);
  ensureInstalled();
  const [{ build }, { serve }] = await Promise.all([import('../esbuild.config.mjs'), import('./serve.mjs')]);

  const data = await prepareData({ offline: options.offline });
  if (data.kind === 'none') sayNoData(data.reason);
  // Not site/, which `npm run build` writes and `npm test` replaces while this server runs.
  const site = join(projectRoot(), '.cache/site');
  const building = await build({
    outdir: site,
    dataSrc: data.kind === 'none' ? 'drawn-garments' : dataPath(data.packed),
    watch: options.watch,
    onBuilt: (error) => console.error(error ? error.message : 'Built again; reload the page.'),
  });
  const folders = { root: site, dataFolder: data.kind === 'none' ? null : data.packed };
  const server =
    port === null
      ? await serve({ ...folders, port: USUAL_PORT }).catch(() => serve(folders))
      : await serve({ ...folders, port });

  console.log(`\n  fmnist-trainer is at  ${server.url}\n\n  Ctrl-C ends it.\n`);
  if (!options['no-open'] && hasScreen()) await openBrowser(server.url);

  const end = async () => {
    await Promise.all([server.close(), building.stop()]);
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
});

function wholePort(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ExpectedError(`--port is ${JSON.stringify(text)}; expected a whole number from 0 to 65535.`);
}

function sayNoData(reason) {
  console.error(
    `\nFashion-MNIST is not here, so the page trains on built-in drawn garments instead.\nWhy: ${reason}\n${remedyForNoData()}\n`,
  );
}

function hasScreen() {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  return !CI && (process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY));
}

async function openBrowser(url) {
  const { default: open } = await import('open');
  const shrug = () => console.error(`No browser could be opened; go to ${url} yourself.`);
  await open(url).then((child) => child.once('error', shrug), shrug);
}
