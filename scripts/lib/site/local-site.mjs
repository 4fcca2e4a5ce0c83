import { dataPath } from '../data/data-path.mjs';
import { prepareData, remedyForNoData } from '../data/prepare-data.mjs';
import { ExpectedError } from '../entry.mjs';

/**
 * Gets the data set and builds the site that trains on it, or on drawn garments where there is none, which is said.
 * @param options.outdir folder for the site
 * @param options.offline do not download the data set
 * @param options.watch build again when a file changes
 * @returns `{ folders, stop }`: what `serve` serves, and the end of watching
 */
export async function prepareSite({ outdir, offline = false, watch = false }) {
  const { build } = await import('../../../esbuild.config.mjs');
  const data = await prepareData({ offline });
  const hasData = data.kind === 'fashion-mnist';
  if (!hasData) sayNoData(data.reason);
  const { stop } = await build({
    outdir,
    dataSrc: hasData ? dataPath(data.packed) : 'drawn-garments',
    watch,
    onBuilt: (error) => console.error(error ? error.message : 'Built again; reload the page.'),
  });
  return { folders: { root: outdir, dataFolder: hasData ? data.packed : null }, stop };
}

/** The value of `--port`. */
export function wholePort(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ExpectedError(`--port is ${JSON.stringify(text)}; expected a whole number from 0 to 65535.`);
}

function sayNoData(reason) {
  console.error(
    `\nFashion-MNIST is not here, so the page trains on built-in drawn garments instead.\nWhy: ${reason}\n${remedyForNoData()}\n`,
  );
}
