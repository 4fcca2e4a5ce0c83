import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The guide's pages in their order: what is written for it, and what `docs/` says. */
export const GROUPS = [
  {
    title: 'Use it',
    pages: [
      { file: 'index.html', title: 'Start' },
      { file: 'views.html', title: 'Views' },
      { file: 'reference.html', title: 'Reference' },
      { file: 'elements.html', title: 'Elements' },
      { file: 'recipes.html', title: 'Recipes' },
      { file: 'formats.html', title: 'Formats', doc: 'docs/formats.md' },
      { file: 'pretrained.html', title: 'Trained networks', doc: 'docs/pretrained.md' },
    ],
  },
  {
    title: 'Understand it',
    pages: [
      { file: 'lesson.html', title: 'The lesson' },
      { file: 'performance.html', title: 'Performance', doc: 'docs/performance.md' },
      { file: 'architecture.html', title: 'Architecture', doc: 'docs/architecture.md' },
      { file: 'checkpoint-format.html', title: 'Checkpoints', doc: 'docs/checkpoint-format.md' },
      { file: 'decisions.html', title: 'Decisions', doc: 'docs/decisions/README.md' },
    ],
  },
];

export const PAGES = GROUPS.flatMap(({ pages }) => pages);

/** The decisions, a page each; the list of them is their place in the navigation. */
export function decisionPages(root) {
  const folder = 'docs/decisions';
  const names = readdirSync(join(root, folder)).filter((name) => /^\d{4}-.*\.md$/.test(name));
  return names.sort().map((name) => ({
    file: `decision-${name.replace(/\.md$/, '.html')}`,
    title: readFileSync(join(root, folder, name), 'utf8')
      .split('\n')[0]
      .replace(/^# /, '')
      .replaceAll('`', ''),
    doc: `${folder}/${name}`,
    within: 'decisions.html',
  }));
}
