import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ExpectedError, enter, projectRoot } from '../lib/entry.mjs';
import { ensureInstalled } from '../lib/install.mjs';

const USUAL_PORT = 8138;
const HELP = `npm run edge -- [options]

Installs the dependencies if needed, builds the edge function and the site, and runs both on this computer in workerd,
the runtime of Cloudflare Workers.

  --port N       listen on this port (default ${USUAL_PORT}, or any free port if it is taken)
  --dist FOLDER  run the package built in this folder, and do not build
  --offline      do not download the data set (same as FMNIST_OFFLINE=1)
  --load         measure cold start, speed and memory under load, and exit with code 1 if a limit is missed;
                 needs Linux
  --requests N   number of requests of --load (default 100000, at least 10000)
  --json         print the figures of --load as JSON
  --help         show this
`;

await enter(async () => {
  const { values: options } = parseArgs({
    options: {
      port: { type: 'string' },
      dist: { type: 'string' },
      offline: { type: 'boolean', default: false },
      load: { type: 'boolean', default: false },
      requests: { type: 'string', default: '100000' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  ensureInstalled();
  return options.load ? await measure(options) : await run(options);
});

/** @param {{ port?: string, dist?: string, offline: boolean }} options */
async function run(options) {
  const [{ build }, { prepareSite, wholePort }, { serve }, { startWorkerd }] = await Promise.all([
    import('../../esbuild.config.mjs'),
    import('../lib/site/local-site.mjs'),
    import('../lib/site/serve.mjs'),
    import('../edge/workerd.mjs'),
  ]);
  const port = options.port === undefined ? null : wholePort(options.port);
  const scratch = join(projectRoot(), '.cache/edge');
  const folder = options.dist === undefined ? join(scratch, 'package') : resolve(options.dist);
  if (options.dist === undefined) await build({ outdir: folder });
  const site = { outdir: join(scratch, 'site'), dist: folder, offline: options.offline };
  const { folders } = await prepareSite(site);
  // This server stands in for the host's server of static files, and sends the same headers.
  const assets = await serve(folders);
  const parts = { folder, assets: assets.url, scratch };
  const free = () => startWorkerd(parts);
  const edge =
    port === null
      ? await startWorkerd({ ...parts, port: USUAL_PORT, quiet: true }).catch(free)
      : await startWorkerd({ ...parts, port });
  console.log(`
  The edge function is at  ${edge.url}api/predict
  and the site at          ${edge.url}

  Press Ctrl-C to stop both.
`);
  const end = async () => {
    await Promise.all([edge.close(), assets.close()]);
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

/**
 * @param {{ requests: string, json: boolean }} options
 * @returns the exit code
 */
async function measure({ requests, json }) {
  const count = Number(requests);
  if (!Number.isInteger(count) || count < 10_000) {
    throw new ExpectedError(
      `--requests is ${JSON.stringify(requests)}; expected a whole number of at least 10000.`,
    );
  }
  const [{ build }, { loadTest }, { reportOf }] = await Promise.all([
    import('../../esbuild.config.mjs'),
    import('../edge/load-test.mjs'),
    import('../edge/load-report.mjs'),
  ]);
  const scratch = join(projectRoot(), '.cache/edge');
  const folder = join(scratch, 'load');
  await build({ outdir: folder });
  const results = await loadTest({ folder, scratch, requests: count, say: (text) => console.error(text) });
  const { text, aims, areMet } = reportOf(results);
  console.log(json ? JSON.stringify({ ...results, aims }) : text);
  return areMet ? 0 : 1;
}
