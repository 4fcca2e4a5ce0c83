import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ExpectedError, enter, projectRoot } from '../lib/entry.mjs';
import { ensureInstalled } from '../lib/install.mjs';

const USUAL_PORT = 8138;
const HELP = `npm run edge -- [options]

Installs what is missing, builds the edge function and the site, and runs both on this computer, in workerd, the
runtime of Cloudflare Workers.

  --port N       listen on this port (default ${USUAL_PORT}, or a free one when it is taken)
  --offline      do not download the data set (or FMNIST_OFFLINE=1)
  --load         measure cold start, speed and memory under load, and end, with exit code 1 when one of them
                 is not what is aimed at; needs Linux
  --requests N   how many requests that are (default 100000, 10000 at least)
  --json         print what --load measured as JSON
  --help         show this
`;

await enter(async () => {
  const { values: options } = parseArgs({
    options: {
      port: { type: 'string' },
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

async function run(options) {
  const [{ build }, { prepareSite, wholePort }, { serve }, { startWorkerd }] = await Promise.all([
    import('../../esbuild.config.mjs'),
    import('../lib/site/local-site.mjs'),
    import('../lib/site/serve.mjs'),
    import('../edge/workerd.mjs'),
  ]);
  const port = options.port === undefined ? null : wholePort(options.port);
  const scratch = join(projectRoot(), '.cache/edge');
  const folder = join(scratch, 'package');
  await build({ outdir: folder });
  const { folders } = await prepareSite({ outdir: join(scratch, 'site'), offline: options.offline });
  // Stands in for the host's own server of static files, with the same headers.
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

  Ctrl-C ends both.
`);
  const end = async () => {
    await Promise.all([edge.close(), assets.close()]);
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

async function measure({ requests, json }) {
  const count = Number(requests);
  if (!Number.isInteger(count) || count < 10_000) {
    throw new ExpectedError(`--requests is ${JSON.stringify(requests)}; expected a whole number from 10000.`);
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
