/** @import { Plugin } from 'esbuild' */
import { lineOf, snippet } from '../guide/source.mjs';
import { STEP_LINES } from '../guide/step-lines.mjs';
import { addressOfFile, readAddresses } from './addresses.mjs';

/**
 * Fills in `src/views/step/source-lines.ts`: the text, the place and the address of each line in `STEP_LINES`.
 * @param {string} root the project's folder
 * @param {string} version of the package, which is part of the addresses
 * @returns {Plugin}
 */
export function sourceLines(root, version) {
  const contents = () => `export const SOURCE_LINES = ${JSON.stringify(linesOfStep(root, version))};`;
  return {
    name: 'source-lines',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]views[\\/]step[\\/]source-lines\.ts$/ }, () => ({
        contents: contents(),
        loader: 'ts',
      }));
    },
  };
}

/**
 * @param {string} root
 * @param {string} version
 * @param {string} [repository] its address; empty if it is not published
 */
export function linesOfStep(root, version, repository = readAddresses(root).repository) {
  return Object.fromEntries(
    Object.entries(STEP_LINES).map(([panel, { file, symbol, lines }]) => {
      const found = lines.map((text) => lineOf(snippet(root, file, symbol), text));
      const line = found[0]?.line ?? 0;
      const code = found.map((one) => one.code).join('');
      const address = repository && addressOfFile(repository, version, `${file}#L${line}`);
      return [panel, { code, file, line, address }];
    }),
  );
}
