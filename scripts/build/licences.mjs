/** @import { Metafile } from 'esbuild' */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// A path such as `(disabled):node_modules/…` is of a file that esbuild left out of the bundle.
const PACKAGE = /^([^:]*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/**
 * The licences of all packages whose code is in the bundles, as one text to ship beside them.
 * @param {readonly Metafile[]} metafiles esbuild's metafiles
 * @param {string} root the folder to which their paths are relative
 */
export function thirdPartyLicences(metafiles, root) {
  const inputs = metafiles.flatMap((metafile) => {
    const outputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
    return outputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  });
  const folders = new Set(inputs.flatMap((path) => PACKAGE.exec(path)?.[1] ?? []));
  return [...folders]
    .sort()
    .map((folder) => licenceOf(join(root, folder)))
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} folder of a package */
function licenceOf(folder) {
  const { name, version, license, author, homepage, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const origin = homepage ?? repository?.url ?? repository ?? author?.name ?? author ?? '';
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '';
  return `${name} ${version}\n${license} ${origin}\n${text ? `\n${text}\n` : ''}`;
}
