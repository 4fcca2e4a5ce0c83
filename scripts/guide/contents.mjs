import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LESSON_FILES } from './lesson/lesson-files.mjs';

/**
 * A page of the guide.
 * @typedef {object} GuidePage
 * @property {string} file
 * @property {string} title
 * @property {string} [doc] the document that it shows, if it is not written for the guide
 * @property {boolean} [isTranslation] whether it is a translation of the page `within`
 * @property {string} [within] the page that the navigation marks for it, if it is not in the navigation
 */

/**
 * The guide's pages in order. Those with a `doc` show a file of `docs/`; the others are written for the guide.
 * @type {{ title: string, pages: GuidePage[] }[]}
 */
export const GROUPS = [
  {
    title: 'Use it',
    pages: [
      { file: 'index.html', title: 'Start' },
      { file: 'views.html', title: 'Views' },
      { file: 'reference.html', title: 'Reference' },
      { file: 'elements.html', title: 'Elements' },
      { file: 'recipes.html', title: 'Recipes' },
      { file: 'looks.html', title: 'Looks', doc: 'docs/looks.md' },
      { file: 'frameworks.html', title: 'Frameworks', doc: 'docs/frameworks.md' },
      { file: 'tensorflow-js.html', title: 'TensorFlow.js', doc: 'docs/tensorflow-js.md' },
    ],
  },
  {
    title: 'Runs and models',
    pages: [
      { file: 'storage.html', title: 'Stored runs', doc: 'docs/storage.md' },
      { file: 'sharing.html', title: 'Sharing', doc: 'docs/sharing.md' },
      { file: 'formats.html', title: 'Formats', doc: 'docs/formats.md' },
      { file: 'pretrained.html', title: 'Trained networks', doc: 'docs/pretrained.md' },
      { file: 'checkpoint-format.html', title: 'Checkpoints', doc: 'docs/checkpoint-format.md' },
    ],
  },
  {
    title: 'Publish it',
    pages: [
      { file: 'content-policy.html', title: 'Content policies', doc: 'docs/content-policy.md' },
      { file: 'data.html', title: 'Data', doc: 'docs/data.md' },
      { file: 'hosting.html', title: 'Hosting', doc: 'docs/hosting.md' },
      { file: 'edge.html', title: 'Edge function', doc: 'docs/edge.md' },
    ],
  },
  {
    title: 'Understand it',
    pages: [
      { file: LESSON_FILES.en, title: 'The lesson' },
      { file: 'training-step.html', title: 'One training step' },
      { file: 'correctness.html', title: 'Correctness', doc: 'docs/correctness.md' },
      { file: 'performance.html', title: 'Performance', doc: 'docs/performance.md' },
      { file: 'architecture.html', title: 'Architecture', doc: 'docs/architecture.md' },
      { file: 'decisions.html', title: 'Decisions', doc: 'docs/decisions/README.md' },
    ],
  },
];

export const PAGES = GROUPS.flatMap(({ pages }) => pages);

/**
 * Pages in languages other than English.
 * @type {GuidePage[]}
 */
export const TRANSLATIONS = [
  { file: LESSON_FILES.ko, title: '수업', within: LESSON_FILES.en, isTranslation: true },
];

/**
 * One page for each decision. In the navigation all of them belong to the list of decisions.
 * @param {string} root the project's folder
 * @returns {GuidePage[]}
 */
export function decisionPages(root) {
  const folder = 'docs/decisions';
  const names = readdirSync(join(root, folder)).filter((name) => /^\d{4}-.*\.md$/.test(name));
  return names.sort().map((name) => ({
    file: `decision-${name.replace(/\.md$/, '.html')}`,
    title: readFileSync(join(root, folder, name), 'utf8')
      .replace(/\n[\s\S]*$/, '')
      .replace(/^# /, '')
      .replaceAll('`', ''),
    doc: `${folder}/${name}`,
    within: 'decisions.html',
  }));
}
