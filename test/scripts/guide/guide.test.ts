import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeElements } from '../../../scripts/build/custom-elements.mjs';
import { placesOfPanels } from '../../../scripts/build/lesson-places.mjs';
import { decisionPages, PAGES, TRANSLATIONS } from '../../../scripts/guide/contents.mjs';
import { entriesOfElement } from '../../../scripts/guide/entries.mjs';
import { elementExamples, trainerExamples } from '../../../scripts/guide/examples.mjs';
import { LESSON_FILES } from '../../../scripts/guide/lesson/lesson-files.mjs';
import { pythonPart } from '../../../scripts/guide/lesson/python-parts.mjs';
import { renderMarkdown } from '../../../scripts/guide/markdown.mjs';
import { html, prose } from '../../../scripts/guide/markup.mjs';
import { leadingComment, lineOf, snippet } from '../../../scripts/guide/source.mjs';
import { writeGuide } from '../../../scripts/guide/write-guide.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { temporaryFolder } from '../lib/data/small-official-files';

const ROOT = projectRoot();
const ELEMENTS = describeElements(ROOT);
const OUTDIR = temporaryFolder();
/** The files of the site outside the guide. */
const BESIDE = [
  '../index.html',
  '../ko.html',
  '../preferred-language.js',
  '../page.css',
  '../fmnist-trainer.js',
];
const pages = new Map<string, string>();

beforeAll(async () => {
  await writeGuide({ root: ROOT, outdir: OUTDIR, dataSrc: '/data/?a=1&b="2"' });
  for (const file of readdirSync(join(OUTDIR, 'guide')).filter((name) => name.endsWith('.html')))
    pages.set(file, readFileSync(join(OUTDIR, 'guide', file), 'utf8'));
}, 120_000);

const page = (file: string) => pages.get(file) as string;
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found as string);
/** The head of a page. Pictures in the body have titles too. */
const headOf = (text: string) => text.slice(0, text.indexOf('</head>'));
const idsOf = (text: string) => all(text, /\sid="([^"]*)"/g);
/** A page's text without tags. */
const words = (text: string) =>
  text
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

const EXAMPLE = { code: 'f();', note: '' };

describe('the guide', () => {
  test('has exactly the pages of its contents', () => {
    const planned = [...PAGES, ...TRANSLATIONS, ...decisionPages(ROOT)].map(({ file }) => file);
    expect([...pages.keys()].sort()).toEqual([...planned].sort());
    expect(PAGES.length).toBeGreaterThan(10);
  });

  test('has on each page a language, a title, a description, one h1, the navigation, and a link that skips it', () => {
    for (const [file, text] of pages) {
      const language = file.endsWith('.ko.html') ? 'ko' : 'en';
      expect(text, file).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${language}">`));
      expect(all(headOf(text), /<title>([^<]+)<\/title>/g), file).toHaveLength(1);
      expect(all(text, /<meta name="description" content="([^"]{20,})"/g), file).toHaveLength(1);
      expect(all(text, /<h1>([^<]+)<\/h1>/g), file).toHaveLength(1);
      for (const { file: other } of PAGES) expect(text, file).toContain(`href="${other}"`);
      expect(text, file).toContain('<a class="skip" href="#content">');
    }
    const titles = [...pages.values()].map((text) => all(headOf(text), /<title>([^<]+)<\/title>/g)[0]);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test('marks every text in another language than the page’s', () => {
    const HANGUL = /[가-힣]/;
    for (const [file, text] of pages) {
      const marked = /<(\w+)[^>]*\slang="(?:en|ko)"[^>]*>[\s\S]*?<\/\1>/g;
      const code = /<pre[^>]*>[\s\S]*?<\/pre>/g;
      const body = text.slice(text.indexOf('<body')).replace(marked, '').replace(code, '');
      const texts = file.endsWith('.ko.html')
        ? all(body, /<(?:h\d|p|li|figcaption|button)\b[^>]*>([\s\S]*?)<\//g)
        : [];
      for (const one of texts) if (/[a-z]+ [a-z]+/i.test(words(one))) expect(one, file).toMatch(HANGUL);
      if (texts.length === 0) expect(words(body), file).not.toMatch(HANGUL);
    }
    expect(words(page(LESSON_FILES.ko))).toMatch(HANGUL);
  });

  test('has no script and no style inside a page, which the site’s policy forbids', () => {
    for (const [file, text] of pages) {
      expect(all(text, /<script[^>]*>([^<]+)<\/script>/g), file).toEqual([]);
      expect(all(text, /<script(?![^>]*src=)([^>]*)>/g), file).toEqual([]);
      expect(text, file).not.toMatch(/<style|<[^>]+\sstyle=|<[^>]+\son\w+=|javascript:/);
    }
  });

  test('has only relative references, to existing pages, files and anchors', () => {
    const files = readdirSync(join(OUTDIR, 'guide'));
    const lost = [...pages].flatMap(([file, text]) =>
      all(text, /\s(?:href|src)="([^"]*)"/g)
        .filter((address) => !/^(https:\/\/|data:)/.test(address))
        .filter((address) => {
          const [path = '', anchor] = address.split('#');
          if (path && !files.includes(path) && !BESIDE.includes(path)) return true;
          return anchor !== undefined && !idsOf(page(path || file)).includes(anchor);
        })
        .map((address) => `${file} → ${address}`),
    );
    expect(lost).toEqual([]);
  });

  test('uses each id once on a page', () => {
    for (const [file, text] of pages) {
      const ids = idsOf(text);
      expect(
        ids.filter((id, i) => ids.indexOf(id) !== i),
        file,
      ).toEqual([]);
    }
  });

  test('fills in data-src of the live elements', () => {
    const live = [...pages.values()].flatMap((text) => all(text, /<fmnist-trainer\s([^>]*)>/g));
    expect(live.length).toBeGreaterThan(5);
    for (const attributes of live) {
      expect(attributes).toContain('data-src="/data/?a=1&amp;b=&quot;2&quot;"');
      expect(attributes).toContain('autosave="off"');
      expect(attributes).not.toMatch(/autostart|weights/);
    }
  });
});

describe('the reference', () => {
  const entries = () => [
    ...entriesOfElement(
      ELEMENTS.find(({ tagName }) => tagName === 'fmnist-trainer') as never,
      trainerExamples(ROOT),
    ).map((group) => ({ file: 'reference.html', ...group })),
    ...Object.entries(elementExamples(ROOT)).flatMap(([tag, examples]) =>
      entriesOfElement(
        ELEMENTS.find(({ tagName }) => tagName === tag) as never,
        examples,
        `${tag.replace('fmnist-', '')}-`,
      ).map((group) => ({ file: 'elements.html', ...group })),
    ),
  ];

  test('has every public member that the manifest lists, of every element', () => {
    const told = ELEMENTS.flatMap((element) => [
      ...element.attributes,
      ...element.members.filter(({ attribute }) => !attribute),
      ...element.events,
      ...element.slots,
      ...element.cssParts,
      ...element.cssProperties,
    ]);
    const shown = entries().flatMap(({ entries }) => entries);
    expect(shown).toHaveLength(told.length);
    expect(shown.length).toBeGreaterThan(200);
    expect(Object.keys(elementExamples(ROOT)).sort()).toEqual(
      ELEMENTS.map(({ tagName }) => tagName).filter((tag) => tag !== 'fmnist-trainer'),
    );
  });

  test('has the name of each, its description, and an example that a visitor can run', () => {
    for (const { file, kind, entries: ofKind } of entries()) {
      for (const { id, name, description } of ofKind) {
        const start = page(file).indexOf(`<article class="entry" id="${id}"`);
        const text = page(file).slice(start, page(file).indexOf('</article>', start));
        expect(start, id).toBeGreaterThan(0);
        expect(text, id).toContain(`<code>${name}</code>`);
        expect(words(text), id).toContain(description.replaceAll('`', '').replace(/\s+/g, ' '));
        const control =
          kind === 'attributes' ? /<(input|select) / : /<button type="button" class="(run|apply)"/;
        expect(text, id).toMatch(control);
        if (kind !== 'attributes') expect(text, id).toMatch(/<pre tabindex="0"><code>[^<]+<\/code>/);
      }
    }
  });

  test('names the default of each setting', () => {
    expect(words(page('reference.html'))).toMatch(/number · 20 by default · property epochs/);
  });

  test('names the fields of each event’s detail, for each of its alternatives', () => {
    const text = words(page('reference.html'));
    expect(text).toContain('CustomEvent<LearningRateDetail> detail: learningRate, atEpoch ');
    expect(text).toContain('CustomEvent<StateDetail> detail: state, previous, summary, keepsModel ');
    expect(text).toMatch(
      /detail: stage, what, unit, loaded, total, isHostBusy, elapsedMs, waitingFor or stage, epoch, /,
    );
    expect(all(page('reference.html'), /(detail: <code>)/g)).toHaveLength(10);
  });

  test('fails to build if something public has no example', () => {
    const element = ELEMENTS.find(({ tagName }) => tagName === 'fmnist-help-tip') as never;
    expect(() => entriesOfElement(element, { properties: { about: EXAMPLE } })).toThrow(
      'fmnist-help-tip: the property text has no example in guide/examples/.',
    );
  });

  test('fails to build if an example shows something that does not exist', () => {
    const element = ELEMENTS.find(({ tagName }) => tagName === 'fmnist-help-tip') as never;
    const examples = { properties: { about: EXAMPLE, text: EXAMPLE, colour: EXAMPLE } };
    expect(() => entriesOfElement(element, examples)).toThrow(
      'an example of colour, but fmnist-help-tip has no such property',
    );
  });
});

describe('the recipes', () => {
  test('are the files that the tests use, shown unchanged', () => {
    const files = readdirSync(join(ROOT, 'guide/recipes'));
    const shown = words([...pages.values()].join('\n'));
    const missing = files.filter((file) => {
      const text = readFileSync(join(ROOT, 'guide/recipes', file), 'utf8');
      return !shown.includes(text.trim().replace(/\s+/g, ' '));
    });
    expect(missing).toEqual([]);
    expect(files.length).toBeGreaterThan(8);
  });
});

describe('a snippet of the sources', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'src'));
  writeFileSync(
    join(folder, 'src/a.ts'),
    `/** Of f. */
export function f(x: number): number {
  return x;
}

export class C {
  /** Of m. */
  m(): void {
    f(1);
  }
}
`,
  );

  test('has a symbol’s lines and their numbers, without its docstring', () => {
    expect(snippet(folder, 'src/a.ts', 'f')).toMatchObject({
      code: 'export function f(x: number): number {\n  return x;\n}',
      firstLine: 2,
      lastLine: 4,
    });
    expect(snippet(folder, 'src/a.ts', 'C.m')).toMatchObject({ code: 'm(): void {\n  f(1);\n}', firstLine: 8 });
  });

  test('knows the number of each of its lines', () => {
    expect(lineOf(snippet(folder, 'src/a.ts', 'C.m'), 'f(1)')).toEqual({ line: 9, code: 'f(1);' });
  });

  test('fails the build if its symbol or line no longer exists', () => {
    expect(() => snippet(folder, 'src/a.ts', 'g')).toThrow(
      'The guide shows g of src/a.ts, which does not exist.',
    );
    expect(() => snippet(folder, 'src/a.ts', 'C.n')).toThrow('The guide shows C.n of src/a.ts');
    expect(() => lineOf(snippet(folder, 'src/a.ts', 'f'), 'return y')).toThrow(
      'The guide shows the line “return y”',
    );
  });

  test('can be the comment at the start of a file', () => {
    writeFileSync(join(folder, 'src/b.ts'), '// One.\n//\n//   Two.\n\n// Three.\nf();\n');
    expect(leadingComment(folder, 'src/b.ts')).toBe('One.\n\n  Two.');
    expect(() => leadingComment(folder, 'src/a.ts')).toThrow('the comment at the start of src/a.ts');
  });

  test('of the training step is complete on its page', () => {
    const source = readFileSync(join(ROOT, 'guide/training-step.ts'), 'utf8');
    const start = source.indexOf('export function trainStep(');
    const whole = source.slice(start, source.indexOf('\n}\n', start) + 2);
    expect(whole.split('\n').length).toBeLessThan(50);
    expect(words(page('training-step.html'))).toContain(whole.replace(/\s+/g, ' '));
  });

  test('is the same on both pages of the lesson and in its file', () => {
    const loop = readFileSync(join(ROOT, 'worker/training/loop.ts'), 'utf8').split('\n');
    const line = loop.findIndex((text) => text.includes(': engine.trainStep(batch, upcoming)')) + 1;
    const code = `${line}: engine.trainStep(batch, upcoming);`;
    expect(words(page('lesson.html'))).toContain(`apply the gradient${code}`);
    expect(words(page('lesson.ko.html'))).toContain(`그래디언트 적용${code}`);
  });
});

describe('the lesson', () => {
  const languages = ['lesson.html', 'lesson.ko.html'];

  test('has its five steps in both languages, each with its part of the Python program and lines of our source code', () => {
    const program = readFileSync(join(ROOT, 'guide/lesson.py'), 'utf8')
      .split(/^# \d\. .*\n/m)
      .slice(1);
    expect(program).toHaveLength(5);
    for (const file of languages) {
      const sections = page(file).split('<section aria-labelledby="step-').slice(1);
      expect(sections, file).toHaveLength(5);
      for (const [i, section] of sections.entries()) {
        expect(words(section), file).toContain(program[i]?.trim().replace(/\s+/g, ' '));
        expect(all(section, /<td class="line">(\d+)</g).length, file).toBeGreaterThan(1);
      }
    }
  });

  test('has the run of the page before its steps, and each stage of it in the step that its panels link to', () => {
    for (const file of languages) {
      const [beginning = '', ...sections] = page(file).split('<section aria-labelledby="step-');
      expect(beginning, file).toContain('<fmnist-trainer ');
      const shown = sections.flatMap((section, i) =>
        all(section, /<fmnist-step stage="(\w+)" guide="" hidden>/g).map((stage) => [stage, `step-${i + 1}`]),
      );
      expect(Object.fromEntries(shown), file).toEqual(placesOfPanels());
      expect(shown, file).toHaveLength(6);
    }
  });

  test('says what each stage will show, and how to see it, before anything is shown', () => {
    for (const [language, file] of Object.entries(LESSON_FILES)) {
      const invitations = all(page(file), /<div class="invitation">\s*<p class="text">([\s\S]*?)<\/p>/g);
      expect(new Set(invitations).size, file).toBe(6);
      const look = language === 'en' ? 'Look inside' : '들여다보기';
      for (const invitation of invitations) {
        expect(invitation, file).toContain(`<em>${look}</em>`);
        expect(invitation, file).toContain('href="#run"');
      }
      expect(
        all(
          page(file),
          /<button type="button" aria-describedby="about-\w+">([^<]+)<\/button> <output data-waiting="[^"]+" data-failed="[^"]+">/g,
        ),
      ).toEqual(Array(6).fill(look));
    }
  });

  test('answers the same questions in both languages, and the steps link to them', () => {
    for (const file of languages) {
      const questions = all(page(file), /<article class="entry" id="(\w+)">/g);
      expect(questions, file).toEqual(['divide', 'buffer', 'logits', 'adam', 'wobble']);
      for (const id of questions) expect(page(file), file).toContain(`href="#${id}"`);
    }
  });

  test('has no English words in its Korean texts, except names and code', () => {
    const texts = all(page('lesson.ko.html'), /<p class="text">([\s\S]*?)<\/p>/g);
    expect(texts.length).toBeGreaterThan(20);
    for (const text of texts) expect(text).toMatch(/[가-힣]{2}/);
  });

  test('links to itself in the other language', () => {
    expect(page('lesson.html')).toMatch(
      /<a class="language" href="lesson\.ko\.html" lang="ko" hreflang="ko">한국어/,
    );
    expect(page('lesson.ko.html')).toMatch(
      /<a class="language" href="lesson\.html" lang="en" hreflang="en">English/,
    );
  });

  test('fails to build if the Python program lacks a part', () => {
    expect(() => pythonPart(ROOT, '6. Nothing')).toThrow(
      'The lesson shows the part “6. Nothing” of guide/lesson.py',
    );
  });
});

describe('a document', () => {
  const pages = [
    { file: 'other.html', title: 'Other', doc: 'docs/other.md' },
    { file: 'decision-0001-a.html', title: 'A', doc: 'docs/decisions/0001-a.md' },
  ];
  const readPicture = (path: string) => `<svg><title>${path}</title></svg>`;
  const render = (text: string, doc = 'docs/this.md') => renderMarkdown(text, { doc, pages, readPicture });

  test('becomes a heading, an introduction and sections', () => {
    const { heading, introduction, sections } = render('# A `b`\n\nFirst.\n\n## Two\n\nSecond.\n');
    expect(heading).toBe('A b');
    expect(introduction.text).toContain('First.');
    expect(sections.map(({ title, body }) => [title, body.text.trim()])).toEqual([['Two', '<p>Second.</p>']]);
  });

  test('links to the pages of other documents; links to source files become plain text', () => {
    const { introduction } = render(
      '# A\n\n[o](other.md#x), [d](decisions/0001-a.md), [s](../src/a.ts), [w](https://example.org/), [h](#two)\n',
    );
    expect(introduction.text.trim()).toBe(
      '<p><a href="other.html#x">o</a>, <a href="decision-0001-a.html">d</a>, s, <a href="https://example.org/">w</a>, <a href="#two">h</a></p>',
    );
    expect(render('# A\n\n[b](../other.md)\n', 'docs/decisions/0001-a.md').introduction.text).toContain(
      'href="other.html"',
    );
  });
});

test('a picture of a document becomes part of the page, with its description', () => {
  const readPicture = (path: string) => `<svg><title>${path}</title></svg>`;
  const { introduction } = renderMarkdown('# A\n\n![Two boxes](images/a.svg)\n', {
    doc: 'docs/this.md',
    pages: [],
    readPicture,
  });
  expect(introduction.text).toContain(
    'role="img" aria-label="Two boxes"><svg><title>docs/images/a.svg</title></svg>',
  );
});

describe('markup', () => {
  test('escapes everything that is not markup', () => {
    expect(
      html`<p title="${'"a"'}">${'<b> & c'} ${html`<i>d</i>`} ${[1, html`<u></u>`]} ${null}${false}</p>`.text,
    ).toBe('<p title="&quot;a&quot;">&lt;b&gt; &amp; c <i>d</i> 1<u></u> </p>');
  });

  test('turns backquotes of a docstring into code', () => {
    expect(prose('Is `<a>` set?').text).toBe('Is <code>&lt;a&gt;</code> set?');
  });
});
