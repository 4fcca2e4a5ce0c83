/** @import { Plugin } from 'esbuild' */
import { anchorOfStep, LESSON_STEPS } from '../guide/lesson/lesson-steps.mjs';
import { readAddresses } from './addresses.mjs';

/**
 * Fills in `src/views/step/lesson-places.ts`: the folder of the published guide, and where the lesson's page explains each panel.
 * @param {string} root the project's folder
 * @returns {Plugin}
 */
export function lessonPlaces(root) {
  const contents = () =>
    `export const PUBLISHED_GUIDE = ${JSON.stringify(guideFolder(readAddresses(root).guide))};
export const LESSON_PLACES = ${JSON.stringify(placesOfPanels())};`;
  return {
    name: 'lesson-places',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]views[\\/]step[\\/]lesson-places\.ts$/ }, () => ({
        contents: contents(),
        loader: 'ts',
      }));
    },
  };
}

/** The anchor on the lesson's page of the step that explains a panel, for each panel. */
export function placesOfPanels() {
  return Object.fromEntries(
    LESSON_STEPS.flatMap(({ panels }, i) => panels.map(({ name }) => [name, anchorOfStep(i)])),
  );
}

/**
 * The folder of the guide, with `/` at its end, from the address of the folder or of its start page.
 * @param {string} address as in `scripts/addresses.json`; may be empty
 */
export function guideFolder(address) {
  if (!address) return '';
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/\/[^/]*\.html?$/, '').replace(/\/?$/, '/');
}
