import { pathToFileURL } from 'node:url';
import { DRAWN_GARMENTS } from '../../../worker/protocol';
import { locateData, prepareData } from '../data/prepare-data.mjs';
import { ExpectedError } from '../entry.mjs';

/**
 * The `data-src` of a command: the value of `--data`, or the Fashion-MNIST that `npm run data` finds or downloads.
 * @throws ExpectedError if no data was named and none can be found or downloaded
 */
export async function dataFolder(named: string | undefined): Promise<string> {
  if (named === DRAWN_GARMENTS || (named !== undefined && URL.canParse(named))) return named;
  if (named !== undefined) return `${pathToFileURL(named).href}/`;
  const { source } = await locateData();
  if (source) return `${pathToFileURL(source).href}/`;
  const prepared = await prepareData();
  if (prepared.kind === 'fashion-mnist') return `${pathToFileURL(prepared.source).href}/`;
  throw new ExpectedError(
    `${prepared.reason}\nWithout it, \`--data ${DRAWN_GARMENTS}\` trains on the built-in drawn garments.`,
  );
}
