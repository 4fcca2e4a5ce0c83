/**
 * @import { BuildContext, BuildOptions, BuildResult, Plugin } from 'esbuild'
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { besideComponent } from './scripts/build/beside-component.mjs';
import { besideEdge } from './scripts/build/beside-edge.mjs';
import { compactTemplates } from './scripts/build/compact-templates.mjs';
import { writeDeclarations } from './scripts/build/declarations.mjs';
import { expressionsForBundlers } from './scripts/build/expressions-for-bundlers.mjs';
import { buildKernels, KERNEL_FILES } from './scripts/build/kernels.mjs';
import { LOCALES, languageBundles, listLanguages } from './scripts/build/languages.mjs';
import { lessonPlaces } from './scripts/build/lesson-places.mjs';
import { thirdPartyLicences } from './scripts/build/licences.mjs';
import { loadedLater } from './scripts/build/loaded-later.mjs';
import { replaceFiles } from './scripts/build/replace-files.mjs';
import { checkSelfContained } from './scripts/build/self-contained.mjs';
import { checkSharedCode, sharedCode } from './scripts/build/shared-code.mjs';
import { copyPretrained, writeSite } from './scripts/build/site.mjs';
import { checkSizes, sizeTable } from './scripts/build/size-table.mjs';
import { sourceLines } from './scripts/build/source-lines.mjs';
import { watchFolders } from './scripts/build/watch-folders.mjs';
import { withoutMessageHashes } from './scripts/build/without-message-hashes.mjs';
import { withoutWebgl } from './scripts/build/without-webgl.mjs';
import { dataPath } from './scripts/lib/data/data-path.mjs';
import { prepareData } from './scripts/lib/data/prepare-data.mjs';
import { ExpectedError, enter, projectRoot } from './scripts/lib/entry.mjs';
import { ensureInstalled } from './scripts/lib/install.mjs';

const root = projectRoot();
const TFJS_WASM = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
/** The style sheet for pages that load the element's script late; `npm run reserve` writes it. */
const RESERVED_PLACE = 'fmnist-trainer.css';
const LICENCES = 'THIRD-PARTY-LICENCES.txt';

const IN_A_PAGE = ['scripts/build/without-a-browser.mjs', 'src/language/words-first.ts'];
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * @typedef {object} Bundle
 * @property {string} entry its source
 * @property {string} file
 * @property {'esm' | 'iife'} format
 * @property {string[]} [inject] modules that stand in for globals
 * @property {boolean} [order] keep imports without an effect
 * @property {Plugin[]} [beside] plugins that keep files out of the bundle
 * @property {string[]} [external] packages that it does not contain
 * @property {boolean} [view] the code of a lazy view, which takes from the element's bundle what both need
 */

/** @typedef {{ outdir: string, minify: boolean, sourcemap: boolean }} Output */

/** @typedef {BuildResult<{ metafile: true, write: false }>} Built */

/**
 * The shipped bundles. The `iife` ones are classic scripts for `new Worker` and `importScripts`.
 * @type {Bundle[]}
 */
const BUNDLES = [
  { entry: 'src/index.ts', file: 'fmnist-trainer.js', format: 'esm', inject: IN_A_PAGE, order: true },
  {
    entry: 'src/component.ts',
    file: 'fmnist-trainer.component.js',
    format: 'esm',
    inject: IN_A_PAGE,
    order: true,
  },
  { entry: 'src/cdn.ts', file: 'cdn.js', format: 'esm' },
  { entry: 'src/index.ts', file: 'index.js', format: 'esm', beside: [besideComponent] },
  { entry: 'src/react.ts', file: 'react.js', format: 'esm', beside: [besideComponent], external: ['react'] },
  { entry: 'src/client.ts', file: 'client.js', format: 'esm' },
  { entry: 'src/views/gallery/gallery-file.ts', file: 'views/gallery.js', format: 'esm', view: true },
  {
    entry: 'src/views/matrix/confusion-matrix-file.ts',
    file: 'views/confusion-matrix.js',
    format: 'esm',
    view: true,
  },
  {
    entry: 'src/views/first-layer/first-layer-file.ts',
    file: 'views/first-layer.js',
    format: 'esm',
    view: true,
  },
  { entry: 'src/views/network/network-file.ts', file: 'views/network.js', format: 'esm', view: true },
  { entry: 'src/views/pad/garment-pad-file.ts', file: 'views/garment-pad.js', format: 'esm', view: true },
  { entry: 'src/views/step/step-file.ts', file: 'views/step.js', format: 'esm', view: true },
  {
    entry: 'src/views/settings/settings-form-file.ts',
    file: 'views/settings-form.js',
    format: 'esm',
    view: true,
  },
  { entry: 'src/views/epochs/epoch-table-file.ts', file: 'views/epoch-table.js', format: 'esm', view: true },
  { entry: 'src/views/runs/runs-file.ts', file: 'views/runs.js', format: 'esm', view: true },
  { entry: 'src/views/chart/chart-file.ts', file: 'chart-file.js', format: 'esm' },
  { entry: 'src/state/settings-in-link.ts', file: 'share-link.js', format: 'esm' },
  { entry: 'src/tfjs-files.ts', file: 'tfjs-files.js', format: 'esm' },
  { entry: 'src/worker-address.ts', file: 'worker-address.jsx', format: 'esm' },
  { entry: 'worker/metrics/index.ts', file: 'metrics.js', format: 'esm' },
  { entry: 'worker/engines/tfjs/tfjs-kernels-entry.ts', file: 'tfjs-kernels.js', format: 'esm' },
  { entry: 'edge/index.ts', file: 'edge.js', format: 'esm', beside: [besideEdge] },
  { entry: 'worker/index.ts', file: 'worker.js', format: 'iife' },
  { entry: 'worker/model-files/chunk.ts', file: 'model-files.js', format: 'iife' },
  { entry: 'worker/data/drawn-garments/chunk.ts', file: 'drawn-garments.js', format: 'iife' },
  { entry: 'worker/photo/chunk.ts', file: 'photo-reading.js', format: 'iife' },
  { entry: 'worker/training/step-inspection/chunk.ts', file: 'step-inspection.js', format: 'iife' },
  { entry: 'worker/engines/tfjs/tfjs-chunk.ts', file: 'tfjs-engine.js', format: 'iife' },
  ...languageBundles(join(root, LOCALES)),
];

/**
 * @param {Bundle} bundle
 * @param {Output} output
 */
function optionsFor(
  { entry, file, format, inject = [], beside = [], external = [], order = false, view = false },
  { outdir, minify, sourcemap },
) {
  /** @satisfies {BuildOptions} */
  const options = {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(outdir, file),
    bundle: true,
    write: false,
    metafile: true,
    external,
    // Keeps imports whose only effect is their order: with all words at the beginning, the file compresses to 0.5 kB less.
    ignoreAnnotations: order,
    format,
    minify,
    sourcemap,
    target: 'es2022',
    platform: 'browser',
    mainFields: ['browser', 'module', 'main'],
    // The full texts are in one file beside the bundles.
    legalComments: 'none',
    // Modules are read as UTF-8 whatever charset the host sends. Korean is a tenth smaller than with escapes.
    charset: format === 'esm' ? 'utf8' : 'ascii',
    banner: { js: `/*! fmnist-trainer, MIT. Libraries: ${LICENCES} */` },
    inject,
    define: {
      'process.env.NODE_ENV': '"production"',
      FMNIST_VERSION: JSON.stringify(version),
    },
    // For esbuild, import.meta in an IIFE is only a warning. At run time it is undefined.
    logOverride: { 'empty-import-meta': 'error' },
    plugins: [
      withoutWebgl,
      withoutMessageHashes,
      listLanguages(join(root, LOCALES)),
      sourceLines(root, version),
      lessonPlaces(root),
      expressionsForBundlers,
      compactTemplates,
      loadedLater(root, BUNDLES),
      ...beside,
      ...(view ? [sharedCode(root, version)] : []),
    ],
  };
  return options;
}

/**
 * Builds the bundles into `outdir`, and with a `dataSrc` the whole site. All other files in the folder are removed. If the build
 * fails, the folder does not change.
 * @param {object} options
 * @param {string} options.outdir
 * @param {boolean} [options.minify]
 * @param {boolean} [options.sourcemap]
 * @param {boolean} [options.watch] rebuild when a source or a static file changes, until `stop` is called
 * @param {string} [options.dataSrc] where the data of the pages' trainers is, see `publishSite`; without it there are no pages
 * @param {(error: Error | null) => void} [options.onBuilt] called after each rebuild, with the error if it failed
 * @returns {Promise<{ files: string[], stop(): Promise<void> }>} the names of the bundles, and a function that stops watching
 * @throws {ExpectedError} when a bundle cannot be built
 */
export async function build({
  outdir,
  minify = true,
  sourcemap = true,
  watch = false,
  dataSrc,
  onBuilt = () => {},
}) {
  const folder = resolve(root, outdir);
  const { context } = await import('esbuild');
  const contexts = await Promise.all(
    BUNDLES.map((bundle) => context(optionsFor(bundle, { outdir: folder, minify, sourcemap }))),
  );
  const dispose = () => Promise.all(contexts.map((one) => one.dispose()));
  const rebuild = async () => {
    const kernels = await buildKernels(root);
    await write(folder, await bundle(contexts), kernels, dataSrc);
  };
  try {
    await rebuild();
  } catch (thrown) {
    await dispose();
    throw thrown;
  }
  if (!watch) await dispose();
  const sources = ['src', 'worker', 'edge', 'static', 'guide', 'docs'].map((name) => join(root, name));
  const stopWatching = watch ? watchFolders(sources, rebuild, onBuilt) : () => {};
  return {
    files: [...BUNDLES.map(({ file }) => file), ...KERNEL_FILES, basename(TFJS_WASM)],
    stop: async () => {
      stopWatching();
      await dispose();
    },
  };
}

/**
 * Builds the package into `outdir`: the bundles, and the descriptions of them for editors and compilers.
 * @param {{ outdir: string, sourcemap?: boolean }} options
 * @returns {Promise<readonly string[]>} the names of the bundles
 */
export async function buildPackage({ outdir, sourcemap = true }) {
  const { files } = await build({ outdir, sourcemap });
  const folder = resolve(root, outdir);
  const { writeElementsData } = await import('./scripts/build/custom-elements.mjs');
  writeElementsData({ root, outdir: folder });
  writeDeclarations({ root, outdir: folder });
  return files;
}

/**
 * @param {BuildContext<{ metafile: true, write: false }>[]} contexts of BUNDLES
 * @returns {Promise<Built[]>}
 * @throws {ExpectedError}
 */
async function bundle(contexts) {
  const results = await Promise.allSettled(contexts.map((context) => context.rebuild()));
  const built = BUNDLES.map((bundle, i) => {
    const result = results[i];
    // esbuild has already printed where and why.
    if (result?.status !== 'fulfilled')
      throw new ExpectedError(`${bundle.file} could not be built; see above.`);
    checkSelfContained(bundle, result.value);
    return result.value;
  });
  checkSharedCode(built.filter((_, i) => BUNDLES[i]?.view || BUNDLES[i]?.entry === 'src/component.ts'));
  return built;
}

/**
 * @param {string} folder
 * @param {Built[]} results
 * @param {string} kernels the folder of KERNEL_FILES
 * @param {string | undefined} dataSrc
 */
async function write(folder, results, kernels, dataSrc) {
  const next = `${folder}.next`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  for (const { path, contents } of results.flatMap(({ outputFiles }) => outputFiles)) {
    const file = join(next, relative(folder, path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
  for (const file of KERNEL_FILES) cpSync(join(kernels, file), join(next, file));
  cpSync(join(root, TFJS_WASM), join(next, basename(TFJS_WASM)));
  copyPretrained({ staticDir: join(root, 'static'), outdir: next });
  cpSync(join(root, 'static', RESERVED_PLACE), join(next, RESERVED_PLACE));
  const metafiles = results.map(({ metafile }) => metafile);
  writeFileSync(join(next, LICENCES), thirdPartyLicences(metafiles, root));
  if (dataSrc !== undefined) await writeSite({ staticDir: join(root, 'static'), outdir: next, dataSrc });
  replaceFiles(next, folder);
}

/**
 * Copies Fashion-MNIST into the site, if it is on this computer.
 * @param {string} site
 * @returns {Promise<string>} `dataSrc` for `publishSite`
 */
async function putData(site) {
  const data = await prepareData({ offline: true });
  if (data.kind === 'none') {
    console.warn(
      `The site will load Fashion-MNIST from its public copy at GitHub, since this computer has none: ${data.reason} To get it, run \`npm run data\`.`,
    );
    return '';
  }
  const path = dataPath(data.packed);
  cpSync(data.packed, join(site, path), { recursive: true });
  return path;
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  await enter(async () => {
    ensureInstalled(root);
    const dist = join(root, 'dist');
    const site = join(root, 'site');
    const files = await buildPackage({ outdir: dist });
    rmSync(site, { recursive: true, force: true });
    cpSync(dist, site, { recursive: true });
    const dataSrc = await putData(site);
    await writeSite({ staticDir: join(root, 'static'), outdir: site, dataSrc });
    console.log(sizeTable(dist, files));
    checkSizes(dist, files);
  });
}
