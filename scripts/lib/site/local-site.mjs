import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataPath } from '../data/data-path.mjs';
import { prepareData, remedyForNoData } from '../data/prepare-data.mjs';
import { ExpectedError, projectRoot } from '../entry.mjs';

/**
 * Gets the data set and builds the site that trains on it. Without the data set, the site trains on drawn garments, and a
 * message on stderr says so.
 * @param {object} options
 * @param {string} options.outdir folder for the site
 * @param {string} [options.dist] a built package to use; without it the package is built
 * @param {boolean} [options.offline] do not download the data set
 * @param {boolean} [options.watch] build again when a file changes; cannot be combined with `dist`
 * @returns {Promise<{ folders: { root: string, dataFolder: string | null }, stop(): Promise<void> }>} the folders for `serve`,
 *   and a function that stops watching
 */
export async function prepareSite({ outdir, dist, offline = false, watch = false }) {
  const data = await prepareData({ offline });
  const hasData = data.kind === 'fashion-mnist';
  if (!hasData) sayNoData(data.reason);
  const folders = { root: outdir, dataFolder: hasData ? data.packed : null };
  const dataSrc = hasData ? dataPath(data.packed) : 'drawn-garments';
  if (dist !== undefined) {
    const { writeSite } = await import('../../build/site.mjs');
    rmSync(outdir, { recursive: true, force: true });
    cpSync(dist, outdir, { recursive: true });
    await writeSite({ staticDir: join(projectRoot(), 'static'), outdir, dataSrc });
    return { folders, stop: async () => {} };
  }
  const { build } = await import('../../../esbuild.config.mjs');
  const { stop } = await build({
    outdir,
    dataSrc,
    watch,
    onBuilt: (error) => console.error(error ? error.message : 'Rebuilt. Reload the page.'),
  });
  return { folders, stop };
}

/**
 * The value of `--port`.
 * @param {string} text
 * @throws {ExpectedError} when it is not a port number
 */
export function wholePort(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ExpectedError(`--port is ${JSON.stringify(text)}; expected a whole number from 0 to 65535.`);
}

/** @param {string} reason */
function sayNoData(reason) {
  console.error(
    `\nFashion-MNIST was not found, so the page trains on the built-in drawn garments.\nReason: ${reason}\n${remedyForNoData()}\n`,
  );
}
