import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';

const SOURCES = 'worker/kernels/assembly';

/** The two builds of the kernels: for plain memory, and for memory that threads share. */
const BUILDS = [
  { file: 'kernels.wasm', options: [] },
  {
    file: 'kernels-threads.wasm',
    options: ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'],
  },
];
export const KERNEL_FILES = BUILDS.map(({ file }) => file);

const OPTIONS = [
  '-O3',
  '--enable',
  'simd',
  // The memory belongs to the importer: the module exports no allocator and writes no data into it.
  '--importMemory',
  '--noExportMemory',
  '--runtime',
  'stub',
  '--noAssert',
  '--use',
  'abort=',
  // Warning 112 says that some embedders cannot exchange v128 values. Only our own functions exchange them.
  '--disableWarning',
  '112',
];

/**
 * Compiles the training kernels from AssemblyScript, unless the existing files were made from the same sources.
 * @param {string} root the project's folder
 * @returns {Promise<string>} the folder with KERNEL_FILES, and `node-team-thread.js`
 * @throws {ExpectedError} when they do not compile; the compiler prints why
 */
export async function buildKernels(root) {
  const folder = join(root, '.cache/kernels');
  const stampFile = join(folder, 'built-from');
  const stamp = fingerprint(root);
  mkdirSync(folder, { recursive: true });
  await bundleNodeTeamThread(root, folder);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return folder;
  const { main } = await import('assemblyscript/asc');
  for (const { file, options } of BUILDS) {
    /** @type {Map<string, Uint8Array | string>} */
    const written = new Map();
    const { error, stderr } = await main(
      [`${SOURCES}/index.ts`, ...OPTIONS, ...options, '--outFile', file, '--baseDir', root],
      { readFile: readSource, writeFile: (name, contents) => void written.set(name, contents) },
    );
    const said = stderr.toString();
    if (said) console.error(said);
    if (error || said) throw new ExpectedError(`${SOURCES} could not be compiled; see above.`);
    replaceFile(join(folder, file), written.get(file) ?? '');
  }
  writeFileSync(stampFile, stamp);
  return folder;
}

/**
 * Reads a file for the compiler. AssemblyScript inlines the functions that have the decorator `@inline`, but a function with a
 * decorator is not TypeScript, which the formatter, the linter and the architecture test read. So a source has the line
 * `// @inline` above such a function, and the compiler sees it without the slashes.
 * @param {string} name
 * @param {string} baseDir
 * @returns {Promise<string | null>} null if the file does not exist: the compiler tries several names
 */
async function readSource(name, baseDir) {
  const path = resolve(baseDir, name);
  if (!existsSync(path)) return null;
  return readFileSync(path, 'utf8').replaceAll(/^\/\/ (?=@inline$)/gm, '');
}

/**
 * Bundles the script of a helper thread for Node.
 * @param {string} root
 * @param {string} folder
 */
async function bundleNodeTeamThread(root, folder) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['scripts/lib/node/node-team-thread-script.ts'],
    platform: 'node',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node20',
  });
  for (const { contents } of outputFiles) replaceFile(join(folder, 'node-team-thread.js'), contents);
}

/**
 * Writes a temporary file and renames it, so that no process reads half a file.
 * @param {string} path
 * @param {Uint8Array | string} contents
 */
function replaceFile(path, contents) {
  const next = `${path}.${process.pid}.next`;
  writeFileSync(next, contents);
  renameSync(next, path);
}

/**
 * A hash of all that the result depends on: the sources, the options and the compiler.
 * @param {string} root
 */
function fingerprint(root) {
  const { version } = createRequire(join(root, 'package.json'))('assemblyscript/package.json');
  const hash = createHash('sha256').update(JSON.stringify([version, OPTIONS, BUILDS]));
  for (const name of readdirSync(join(root, SOURCES)).sort()) {
    hash.update(name).update(readFileSync(join(root, SOURCES, name)));
  }
  return hash.digest('hex');
}
