import { pathToFileURL } from 'node:url';
import { DRAWN_GARMENTS } from '../../../worker/protocol';
import { locateData, prepareData } from '../data/prepare-data.mjs';
import { ExpectedError } from '../entry.mjs';

/**
 * The `data-src` of a command: what `--data` names, or Fashion-MNIST where `npm run data` finds or puts it.
 * @throws ExpectedError when no data was named and none can be had
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
