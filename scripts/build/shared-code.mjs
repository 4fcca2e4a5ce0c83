/** @import { BuildOptions, BuildResult, Plugin } from 'esbuild' */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { ExpectedError } from '../lib/entry.mjs';

/** The list of what the element's bundle passes to the bundles of the lazy views. */
const LIST = 'src/views/lazy/shared-code.ts';

/**
 * Builds a lazy view as one function, `open(shared)`, that runs all its code. Imports of the modules in the list take their values from
 * `shared`. So the bundle imports nothing, and it works beside the element's bundle whatever that is called: at a CDN, with a query in
 * its address, or inside an application's bundle.
 * @param {string} root the project's folder
 * @param {string} version of the package; the function throws if `shared` is of another one
 * @returns {Plugin}
 */
export function sharedCode(root, version) {
  const { names, modules } = readList(root);
  return {
    name: 'shared-code',
    setup({ initialOptions, onResolve, onLoad }) {
      Object.assign(initialOptions, asFunction(initialOptions, version));
      onResolve({ filter: /.*/, namespace: 'file' }, ({ path, resolveDir, kind }) => {
        if (kind === 'entry-point') return undefined;
        const isRelative = path.startsWith('.');
        if (modules.has(isRelative ? sourceAt(join(resolveDir, path)) : path))
          return { path: LIST, namespace: 'shared-code', sideEffects: false };
        if (isRelative) return undefined;
        return { errors: [{ text: `A lazy view cannot import ${path}, which is not listed in ${LIST}.` }] };
      });
      // A module for each name: those that a view does not use are left out.
      onResolve({ filter: /.*/, namespace: 'shared-code' }, ({ path }) => ({
        path,
        namespace: 'shared-code',
        sideEffects: false,
      }));
      onLoad({ filter: /.*/, namespace: 'shared-code' }, ({ path }) => ({
        contents:
          path === LIST
            ? names.map((name) => `export { ${name} } from '${name}';`).join('')
            : `export const { ${path} } = shared;`,
      }));
    },
  };
}

/**
 * The options that put a bundle into the function. esbuild never renames `shared`, which it takes for a global.
 * @param {BuildOptions} options
 * @param {string} version
 * @returns {BuildOptions}
 */
function asFunction({ banner }, version) {
  const check = `if(shared.VERSION!=="${version}")throw new Error("It is of version ${version}, the page of "+shared.VERSION);`;
  return {
    format: 'iife',
    globalName: 'file',
    banner: { js: `${banner?.js}\nexport const open=(shared)=>{${check}` },
    footer: { js: 'return file.open(shared)};' },
  };
}

/**
 * The exported names of the list, and the modules they come from: packages by name, sources by path.
 * @param {string} root
 */
function readList(root) {
  const list = join(root, LIST);
  /** @type {any[]} */
  const statements = parseAst(readFileSync(list, 'utf8'), { lang: 'ts' }).body;
  /** @type {string[]} */
  const names = statements.flatMap(({ specifiers }) =>
    specifiers.map((/** @type {any} */ { exported }) => exported.name),
  );
  /** @type {string[]} */
  const modules = statements.map(({ source }) => source.value);
  const paths = modules.map((name) => (name.startsWith('.') ? sourceAt(join(list, '..', name)) : name));
  return { names, modules: new Set(paths) };
}

/**
 * The source that an import of a path means.
 * @param {string} path
 */
function sourceAt(path) {
  return [`${path}.ts`, join(path, 'index.ts')].find((file) => existsSync(file)) ?? path;
}

/**
 * Refuses a module that is in two bundles of a page. A second copy would have a language, tokens and a state of its own.
 * @param {Pick<BuildResult<{ metafile: true }>, 'metafile'>[]} results of the element's bundle and those of the lazy views
 * @throws {ExpectedError} with the names of such modules
 */
export function checkSharedCode(results) {
  const outputs = results.flatMap(({ metafile }) => Object.entries(metafile.outputs));
  /** @type {Map<string, string>} */
  const bundleOf = new Map();
  /** @type {string[]} */
  const twice = [];
  for (const [bundle, { inputs }] of outputs) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      if (bytesInOutput === 0 || input.startsWith('shared-code:')) continue;
      if (bundleOf.has(input)) twice.push(`${input} is in ${bundleOf.get(input)} and in ${bundle}`);
      bundleOf.set(input, bundle);
    }
  }
  if (twice.length > 0) throw new ExpectedError(`${twice.join('\n')}\nList what they share in ${LIST}.`);
}
