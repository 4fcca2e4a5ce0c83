import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../scripts/lib/entry.mjs';
import { type Import, importsOf, type SyntaxNode, sourceFiles, visitSyntax } from './fixtures/import-graph';

const ROOT = projectRoot();
const FILES = ['src', 'worker', 'edge'].flatMap((folder) => sourceFiles(ROOT, folder));
/** The kernels: AssemblyScript, in syntax that TypeScript's tools read too. */
const isAssembly = (file: string) => file.startsWith('worker/kernels/assembly/');
const IMPORTS = FILES.flatMap((file) => importsOf(ROOT, file));
const isPackage = ({ specifier }: Import) => !specifier.startsWith('.');

/** The imports that break a rule, as sentences. */
const broken = (rule: string, breaks: (candidate: Import) => boolean) =>
  IMPORTS.filter(breaks).map(({ from, specifier }) => `${from} imports "${specifier}", but ${rule}`);

/**
 * The worker's layers, lowest first. A file may import its own layer and those below it. `config` is above `training`
 * because it checks a run's target with the code that will apply it. `checkpoint` is above both because the settings
 * in a file are checked by `config`, like all others.
 */
const LAYERS: readonly (readonly [string, RegExp])[] = [
  ['protocol', /^worker\/protocol\//],
  ['random', /^worker\/random\.ts$/],
  ['fetch', /^worker\/(patient-)?fetch\.ts$/],
  ['json', /^worker\/bounded-json\.ts$/],
  ['chunks', /^worker\/chunks\//],
  ['photo', /^worker\/photo\//],
  ['model', /^worker\/model\//],
  ['metrics', /^worker\/metrics\//],
  ['data', /^worker\/data\//],
  ['kernels', /^worker\/kernels\//],
  ['engines', /^worker\/engines\//],
  ['formats', /^worker\/formats\//],
  ['training', /^worker\/training\//],
  ['config', /^worker\/(config|setting-values)\.ts$/],
  ['checkpoint', /^worker\/checkpoint\//],
  ['storage', /^worker\/storage\//],
  ['model-files', /^worker\/model-files\//],
  ['session', /^worker\/session\//],
  ['index', /^worker\/index\.ts$/],
];
const layerOf = (file: string) => LAYERS.findIndex(([, pattern]) => pattern.test(file));

/** The page's layers, lowest first: the folders of `src/`. */
const PAGE_LAYERS = ['language', 'state', 'ui', 'client', 'views', 'element'];
const pageLayerOf = (file: string) => PAGE_LAYERS.indexOf(/^src\/(\w+)\//.exec(file)?.[1] ?? '');
/** The list of all sentences, which the build puts at the beginning of the element's bundle. */
const isWordsFirst = (file: string) => file === 'src/language/words-first.ts';

test('every import of our own files leads to an existing file', () => {
  const isBuilt = ({ to }: Import) => to.startsWith('.cache/');
  const lost = IMPORTS.filter(
    (candidate) => !isPackage(candidate) && !isBuilt(candidate) && !existsSync(join(ROOT, candidate.to)),
  );
  expect(lost.map(({ from, specifier }) => `${from} imports "${specifier}", which is not there`)).toEqual([]);
  expect(IMPORTS.length).toBeGreaterThan(100);
});

/** The descriptions of the settings are in the bundle of the settings form. Imported from the index, they would be in the element's. */
const hasTheDescriptions = ({ from, to }: Import) =>
  from === 'src/views/settings/settings-form.wording.ts' && to === 'worker/protocol/setting-descriptions.ts';

/** A separate bundle on the page's side that includes the worker's check of settings. */
const hasTheCheck = ({ from, to }: Import) =>
  from === 'src/state/settings-in-link.ts' && to === 'worker/config.ts';

describe('between page and worker', () => {
  test('src imports only the index of worker/protocol; the share link also imports the check of settings, and the form the descriptions', () => {
    const rule = 'src reaches into worker through worker/protocol only';
    const reaches = ({ from, to }: Import) => from.startsWith('src/') && to.startsWith('worker/');
    expect(
      broken(
        rule,
        (candidate) =>
          reaches(candidate) &&
          candidate.to !== 'worker/protocol/index.ts' &&
          !hasTheCheck(candidate) &&
          !hasTheDescriptions(candidate),
      ),
    ).toEqual([]);
  });

  test('lazy files are imported only by import(), in one place', () => {
    const rule = 'it is a bundle of its own, for import()';
    const isLater = ({ to }: Import) =>
      /^src\/views\/(?!lazy)[\w-]+\/[\w-]+-file\.ts$|\/settings-in-link\.ts$/.test(to);
    expect(broken(rule, (candidate) => isLater(candidate) && !candidate.isDynamic)).toEqual([]);
    const later = IMPORTS.filter(isLater).map(({ to }) => to);
    expect(later).toHaveLength(11);
    expect(new Set(later).size).toBe(11);
  });

  test('worker imports nothing from src, and neither imports scripts or tests', () => {
    const rule = 'worker knows no page, and neither side knows scripts or tests';
    expect(
      broken(rule, (candidate) => {
        const { from, to } = candidate;
        if (isPackage(candidate) || from.startsWith('edge/')) return false;
        return from.startsWith('worker/') ? !to.startsWith('worker/') : !/^(src|worker)\//.test(to);
      }),
    ).toEqual([]);
  });

  test('worker/protocol imports nothing outside itself', () => {
    const rule = 'worker/protocol imports nothing outside itself';
    const isProtocol = (file: string) => file.startsWith('worker/protocol/');
    expect(broken(rule, ({ from, to }) => isProtocol(from) && !isProtocol(to))).toEqual([]);
    expect(IMPORTS.some(({ from, to }) => isProtocol(from) && isProtocol(to))).toBe(true);
  });

  test('nothing imports src/index, worker/index or edge/index', () => {
    const rule = 'nothing imports an entry point';
    expect(broken(rule, ({ to }) => /^(src|worker|edge)\/index\.ts$/.test(to))).toEqual([]);
  });
});

describe('at the edge', () => {
  test('only edge imports edge', () => {
    const rule = 'the edge function stands by itself';
    expect(broken(rule, ({ from, to }) => to.startsWith('edge/') && !from.startsWith('edge/'))).toEqual([]);
  });

  test('edge imports only what predicts: no session, no training, no storage, no download', () => {
    const rule = 'the edge function only predicts';
    const predicts =
      /^worker\/(bounded-json|engines\/fused\/(fused|team)|model\/\w+|data\/(fashion-mnist|format-image)|formats\/zip|photo\/luma|model-files\/(model-contents|read-layers-model))\.ts$/;
    expect(
      broken(rule, (candidate) => {
        const { from, to } = candidate;
        if (!from.startsWith('edge/') || isPackage(candidate) || to.startsWith('edge/')) return false;
        return from === 'edge/index.ts'
          ? !/^(static\/pretrained|\.cache\/kernels)\//.test(to)
          : !predicts.test(to);
      }),
    ).toEqual([]);
  });
});

describe('the kernels', () => {
  test('import only each other, and nothing else imports them: they are compiled to WebAssembly', () => {
    const rule = 'kernels and TypeScript do not import each other';
    expect(broken(rule, ({ from, to }) => isAssembly(from) !== isAssembly(to))).toEqual([]);
    expect(IMPORTS.filter(({ from }) => isAssembly(from)).length).toBeGreaterThan(20);
  });

  test('use no mark except @inline, on the line above a function', () => {
    const misplaced = FILES.filter(isAssembly).flatMap((file) => {
      const lines = readFileSync(join(ROOT, file), 'utf8').split('\n');
      const isMisplaced = (line: string, i: number) =>
        /^\s*\/\/\s*@/.test(line) &&
        !(line === '// @inline' && /^(export )?function /.test(lines[i + 1] ?? ''));
      return lines.flatMap((line, i) => (isMisplaced(line, i) ? [`${file}:${i + 1}: ${line}`] : []));
    });
    expect(misplaced).toEqual([]);
  });
});

describe('libraries', () => {
  test('only worker/engines/tfjs imports @tensorflow/*', () => {
    const rule = 'only worker/engines/tfjs knows TensorFlow.js';
    expect(
      broken(rule, ({ from, to }) => to.startsWith('@tensorflow/') && !from.startsWith('worker/engines/tfjs/')),
    ).toEqual([]);
  });

  test('only both ends of the connection import comlink', () => {
    const page = ['worker-connection', 'trainer-client', 'team-threads'].map((name) => `src/client/${name}.ts`);
    const ends = [...page, 'worker/index.ts'];
    const rule = `only ${ends.join(', ')} know Comlink`;
    expect(broken(rule, ({ from, to }) => to.startsWith('comlink') && !ends.includes(from))).toEqual([]);
  });

  test('only worker/data/shared-memory decides whether memory is shared', () => {
    const decisive = ['SharedArrayBuffer', 'crossOriginIsolated'];
    const users = FILES.filter((file) => identifiersOf(file, decisive).length > 0);
    expect(users).toEqual(['worker/data/shared-memory.ts']);
  });

  test('only the page makes workers: in Firefox, a worker that makes one sometimes never continues', () => {
    const makers = FILES.filter((file) => /\bnew Worker\(/.test(readFileSync(join(ROOT, file), 'utf8')));
    // The second one makes none: bundlers recognise its form, and emit the file.
    expect(makers).toEqual(['src/client/start-worker.ts', 'src/client/worker-address.ts']);
  });

  test('only worker/kernels/compile compiles WebAssembly, and nothing awaits the browser’s promises for it', () => {
    const compiles = /WebAssembly\.(compile|instantiate)|new WebAssembly\.Module\(/;
    const users = FILES.filter((file) => compiles.test(readFileSync(join(ROOT, file), 'utf8')));
    // The second one replaces `WebAssembly.instantiate` for TensorFlow.js.
    expect(users).toEqual(['worker/kernels/compile.ts', 'worker/engines/tfjs/serve-wasm.ts'].sort());
  });

  test('worker imports no library of the page', () => {
    const rule = 'Lit belongs to the page';
    expect(broken(rule, ({ from, to }) => from.startsWith('worker/') && /^(lit|@lit)\b/.test(to))).toEqual([]);
  });
});

describe('layers', () => {
  test('contain every file of the worker', () => {
    const homeless = FILES.filter((file) => file.startsWith('worker/') && layerOf(file) === -1);
    expect(homeless.map((file) => `${file} is in no layer: name one in this test`)).toEqual([]);
  });

  test(`point one way: ${LAYERS.map(([name]) => name)
    .reverse()
    .join(' → ')}`, () => {
    const upwards = IMPORTS.filter(({ from, to }) => layerOf(from) !== -1 && layerOf(to) > layerOf(from));
    const name = (file: string) => LAYERS[layerOf(file)]?.[0];
    expect(
      upwards.map(
        ({ from, specifier, to }) => `${from} imports "${specifier}", but ${name(from)} lies below ${name(to)}`,
      ),
    ).toEqual([]);
  });

  test(`point one way on the page: ${PAGE_LAYERS.toReversed().join(' → ')}`, () => {
    const upwards = IMPORTS.filter(
      ({ from, to }) => !isWordsFirst(from) && pageLayerOf(from) !== -1 && pageLayerOf(to) > pageLayerOf(from),
    );
    expect(upwards.map(({ from, specifier }) => `${from} imports "${specifier}", from a layer above`)).toEqual(
      [],
    );
  });

  test('no two folders of views import each other', () => {
    const view = (file: string) => /^src\/views\/([\w-]+)\//.exec(file)?.[1];
    const pairs = new Set(
      IMPORTS.flatMap(({ from, to }) => {
        const [a, b] = [view(from), view(to)];
        return a && b && a !== b ? [`${a} → ${b}`] : [];
      }),
    );
    const mutual = [...pairs].filter((pair) => pairs.has(pair.split(' → ').reverse().join(' → ')));
    expect(mutual).toEqual([]);
    expect(pairs.size).toBeGreaterThan(0);
  });

  test('have no circles between files', () => {
    expect(circles().map((circle) => `${circle.join(' → ')} is a circle`)).toEqual([]);
  });
});

/** Each circle of imports once, as a list of its files. Type imports count, since a circle of types is a circle of ideas. */
function circles(): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at !== -1) {
      found.push([...path.slice(at), file]);
      return;
    }
    if (done.has(file)) return;
    for (const { from, to } of IMPORTS) if (from === file) walk(to, [...path, file]);
    done.add(file);
  };
  for (const file of FILES) walk(file, []);
  return found;
}

test('docs/architecture.md has a row for every folder of the code', () => {
  const text = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
  const folders = new Set(
    ['src', 'worker', 'edge', 'bench', 'scripts', 'guide'].flatMap((top) =>
      readdirSync(join(ROOT, top), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${top}/${name}/`),
    ),
  );
  const described = new Set([...text.matchAll(/`((?:[\w-]+\/)+)`/g)].map(([, folder]) => folder));
  const views = readdirSync(join(ROOT, 'src/views')).map((name) => `${name}/`);
  const parts = new Set([
    'bench/assembly/',
    'bench/contenders/',
    'edge/png/',
    'guide/examples/',
    'guide/recipes/',
    'guide/running/',
  ]);
  expect([...folders, ...views].filter((folder) => !described.has(folder) && !parts.has(folder))).toEqual([]);
});

describe('names', () => {
  test('of files are in kebab-case', () => {
    const kebab = /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.styles|\.wording|\.d)?\.ts$/;
    expect(FILES.filter((file) => !kebab.test(file)).map((file) => `${file} is not in kebab-case`)).toEqual([]);
  });

  test('of files and folders are specific: no utils, helpers, manager, common or misc', () => {
    const empty = /(^|[/-])(utils?|helpers?|managers?|common|misc)([./-]|$)/;
    expect(
      FILES.filter((file) => empty.test(file)).map((file) => `${file} says nothing of what is in it`),
    ).toEqual([]);
  });

  test('window and document are never used by worker and edge files', () => {
    const uses = FILES.filter((file) => !file.startsWith('src/')).flatMap((file) =>
      identifiersOf(file, ['window', 'document']).map((name) => `${file} uses ${name}, which a worker has not`),
    );
    expect(uses).toEqual([]);
  });
});

/** The names that a file uses as variables: not in comments, strings, members of types or as `x.name`. */
function identifiersOf(file: string, names: readonly string[]): string[] {
  const found: string[] = [];
  visitSyntax(ROOT, file, (node, parent) => {
    if (node.type !== 'Identifier' || !names.includes(String(node.name))) return;
    const isMember =
      parent?.type === 'MemberExpression' && parent.property === node && parent.computed === false;
    const owner = isMember ? String((parent.object as SyntaxNode).name) : '';
    const isKey = parent !== null && parent.key === node;
    if (!isKey && (!isMember || ['globalThis', 'self'].includes(owner))) found.push(String(node.name));
  });
  return found;
}
