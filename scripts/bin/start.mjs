import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { enter, projectRoot } from '../lib/entry.mjs';
import { ensureInstalled } from '../lib/install.mjs';

const USUAL_PORT = 8137;
const HELP = `npm start -- [options]

Installs the dependencies if needed, gets Fashion-MNIST, builds the site and serves it on this computer.

  --port N     serve on this port (default ${USUAL_PORT}, or any free port if it is taken)
  --watch      rebuild when a file changes
  --no-open    do not open a browser
  --offline    do not download the data set (same as FMNIST_OFFLINE=1)
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
  ensureInstalled();
  const [{ prepareSite, wholePort }, { serve }] = await Promise.all([
    import('../lib/site/local-site.mjs'),
    import('../lib/site/serve.mjs'),
  ]);
  const port = options.port === undefined ? null : wholePort(options.port);
  // Not site/, which `npm run build` may replace while this server runs.
  const outdir = join(projectRoot(), '.cache/site');
  const { folders, stop } = await prepareSite({ outdir, offline: options.offline, watch: options.watch });
  const server =
    port === null
      ? await serve({ ...folders, port: USUAL_PORT }).catch(() => serve(folders))
      : await serve({ ...folders, port });

  console.log(`\n  fmnist-trainer is at  ${server.url}\n\n  Press Ctrl-C to stop.\n`);
  if (!options['no-open'] && hasScreen()) await openBrowser(server.url);

  const end = async () => {
    await Promise.all([server.close(), stop()]);
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
});

function hasScreen() {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  return !CI && (process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY));
}

/** @param {string} url */
async function openBrowser(url) {
  const { default: open } = await import('open');
  const report = () => console.error(`No browser could be opened. Open ${url} yourself.`);
  await open(url).then((child) => child.once('error', report), report);
}
