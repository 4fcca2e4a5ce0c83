import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorkerd } from '../../../scripts/edge/workerd.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { type Consumer, installPacked } from '../../fixtures/packed-package';

const manifest = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));
type Target = string | Readonly<Record<string, string>>;
const EXPORTS = Object.entries(manifest.exports as Record<string, Target>);
/** What applications import. The file ending in .jsx is for Vite's development server; Node loads neither it nor style sheets. */
const MODULES = EXPORTS.map(([name]) => name)
  .filter((name) => !/\*|\.(json|wasm|jsx|css)$/.test(name))
  .concat('./locales/ko.js', './views/gallery.js');
/** Scripts for `new Worker` and `importScripts`, which run when they are imported. */
const SCRIPTS = [
  './worker.js',
  './model-files.js',
  './drawn-garments.js',
  './photo-reading.js',
  './step-inspection.js',
  './tfjs-engine.js',
];
/** Imports WebAssembly and weights as modules. Node cannot do that; the runtimes for which it is made can. */
const AT_THE_EDGE = './edge';

/** The views whose code loads later. */
const VIEWS = [
  'gallery',
  'confusion-matrix',
  'first-layer',
  'garment-pad',
  'network',
  'step',
  'settings-form',
  'epoch-table',
  'runs',
];

const PATTERNS = EXPORTS.filter(([name]) => name.includes('*'));
/** The files of each pattern, as README and docs/ describe them. */
const PROMISED: Readonly<Record<string, readonly string[]>> = {
  './locales/*.js': ['fmnist-trainer/locales/ko.js'],
  './views/*.js': VIEWS.map((name) => `fmnist-trainer/views/${name}.js`),
  './kernels/*.wasm': ['fmnist-trainer/kernels/kernels.wasm', 'fmnist-trainer/kernels/kernels-threads.wasm'],
  './pretrained/*': ['lesson', 'best'].flatMap((model) =>
    ['model.json', 'weights.bin'].map((file) => `fmnist-trainer/pretrained/${model}/${file}`),
  ),
};

let consumer: Consumer;
beforeAll(() => {
  consumer = installPacked();
  for (const name of ['react', 'react-dom', '@types/react']) consumer.link(name);
}, 120_000);
afterAll(() => consumer.remove());

const specifier = (name: string) => `fmnist-trainer${name.slice(1)}`;

describe('the packed package', () => {
  test('names only existing files', () => {
    const targets = EXPORTS.flatMap(([, target]) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    const fields = [manifest.main, manifest.types, manifest.unpkg, manifest.jsdelivr, manifest.customElements];
    const files = [...targets, ...fields, ...manifest.sideEffects].filter((file) => !file.includes('*'));
    expect(files.filter((file) => !existsSync(join(consumer.installed, file)))).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
  });

  test('has types first, for every module, script and WebAssembly file', () => {
    const withCode = EXPORTS.filter(([, target]) =>
      /\.(js|wasm)$/.test(typeof target === 'string' ? target : (target.default ?? '')),
    );
    expect(withCode.filter(([, target]) => Object.keys(target)[0] !== 'types')).toEqual([]);
    expect(withCode.length).toBeGreaterThan(8);
  });

  test.each(PATTERNS)('resolves %s to each of its files', (pattern, target) => {
    const [before = '', after = ''] = (typeof target === 'string' ? target : (target.default ?? '')).split('*');
    const files = readdirSync(consumer.installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `.${join(entry.parentPath, entry.name).slice(consumer.installed.length)}`)
      .filter((file) => file.startsWith(before) && file.endsWith(after));
    const names = files.map((file) => file.slice(before.length, file.length - after.length));
    const asked = names.map((name) => specifier(pattern.replace('*', name)));
    expect(asked).toEqual(expect.arrayContaining(PROMISED[pattern] as string[]));
    const script = `console.log(JSON.stringify(${JSON.stringify(asked)}.map((name) => import.meta.resolve(name))));`;
    const resolved: string[] = JSON.parse(consumer.run('--input-type=module', '--eval', script));
    expect(resolved.map((url) => fileURLToPath(url))).toEqual(
      files.map((file) => join(consumer.installed, file)),
    );
  });

  test('is one file without imports for CDNs', () => {
    const [text = '', atBareAddress = ''] = [manifest.unpkg, manifest.jsdelivr].map((file) =>
      readFileSync(join(consumer.installed, file), 'utf8'),
    );
    for (const each of [text, atBareAddress])
      expect(each).not.toMatch(/(^|[;}])\s*(import|export)\b[^;(]*from/);
    expect(text).toContain('new URL("./worker.js",import.meta.url)');
    // jsDelivr serves its file at another address than the file’s own, so nothing in it may depend on its address.
    expect(atBareAddress).not.toMatch(/["'`]\.\.?\//);
    expect(atBareAddress).toContain(manifest.unpkg.replace('./dist/', ''));
  });

  test('loads only existing files later, with imports that bundlers either follow or ignore', () => {
    const dist = join(consumer.installed, 'dist');
    const imports = readdirSync(dist)
      .filter((name) => name.endsWith('.js') && !name.startsWith('tfjs-'))
      .flatMap((name) => [...readFileSync(join(dist, name), 'utf8').matchAll(/[^.\w]import\(([^)]*)\)/g)])
      .map(([, address = '']) => address);
    const literal = imports.flatMap((address) => /^"(.*)"$/.exec(address)?.[1] ?? []);
    expect(literal.filter((file) => !existsSync(join(dist, file)))).toEqual([]);
    const views = VIEWS.map((name) => `./views/${name}.js`);
    expect(new Set(literal)).toEqual(
      new Set(['./chart-file.js', './share-link.js', './locales/ko.js', ...views]),
    );
    const others = imports.filter((address) => !address.startsWith('"'));
    expect(others.filter((address) => !address.startsWith('/*webpackIgnore:true*/'))).toEqual([]);
    // In `cdn.js`, in the worker, in both bundles of the element, which retry a file that did not load, and in these two and `client.js`,
    // which ask Vite's development server for the worker's address.
    expect(others).toHaveLength(7);
  });

  test('has no dependencies: its code is bundled, and its declarations name only its optional peers', () => {
    expect(manifest.dependencies).toBeUndefined();
    const types = join(consumer.installed, 'dist/types');
    const named = readdirSync(types, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.d.ts'))
      .map((name) => readFileSync(join(types, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''))
      .flatMap((text) => [...text.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^.'"][^'"]*)['"]/g)])
      .map(([, name = '']) => name);
    expect(new Set(named)).toEqual(new Set(['@tensorflow/tfjs', 'react']));
    expect(Object.keys(manifest.peerDependenciesMeta)).toEqual(expect.arrayContaining([...new Set(named)]));
  });
});

describe('without a browser, as on a server that renders pages,', () => {
  test.each(MODULES.filter((name) => !SCRIPTS.includes(name) && name !== AT_THE_EDGE))(
    '%s can be imported, and changes no global',
    (name) => {
      const script = `
      const before = Object.getOwnPropertyNames(globalThis).join();
      const module = await import('${specifier(name)}');
      const after = Object.getOwnPropertyNames(globalThis).filter((key) => !before.includes(key));
      console.log(JSON.stringify({ after, exports: Object.keys(module) }));`;
      const { after, exports } = JSON.parse(consumer.run('--input-type=module', '--eval', script));
      expect(exports.length).toBeGreaterThan(0);
      // Lit records its versions, so that the console can warn of several.
      const ofLit = ['litHtmlVersions', 'litElementVersions', 'reactiveElementVersions', 'litPropertyMetadata'];
      expect(after.filter((key: string) => !ofLit.includes(key))).toEqual([]);
    },
  );

  test('the element’s class is the same from every entry of the package', () => {
    const script = `
      const [a, b] = await Promise.all([import('fmnist-trainer'), import('fmnist-trainer/fmnist-trainer.component.js')]);
      console.log(a.FmnistTrainer === b.FmnistTrainer);`;
    expect(consumer.run('--input-type=module', '--eval', script)).toBe('true\n');
  });
});

describe('in workerd', () => {
  test('./edge is a complete worker, together with the files of the package that it imports', async () => {
    const { default: entry } = manifest.exports[AT_THE_EDGE];
    expect(entry).toBe('./dist/edge.js');
    const edge = await startWorkerd({ folder: join(consumer.installed, 'dist'), scratch: consumer.folder });
    try {
      expect(await (await fetch(`${edge.url}api/model`)).json()).toMatchObject({ name: 'lesson' });
      const elsewhere = await fetch(edge.url); // no site is bound to it
      expect([elsewhere.status, (await elsewhere.json()).error.code]).toEqual([404, 'path-unknown']);
    } finally {
      await edge.close();
    }
  });
});

const APPLICATION = `
import { TrainerClient as Client, TrainerError, type RunConfigInput, type RunSettings } from 'fmnist-trainer/client';
import { defineTrainer, FmnistTrainer, type EpochDetail } from 'fmnist-trainer/fmnist-trainer.component.js';
import { Mean } from 'fmnist-trainer/metrics';
import { templates } from 'fmnist-trainer/locales/ko.js';
import edge, { createHandler, type EdgeModel, type PredictAnswer } from 'fmnist-trainer/edge';
import 'fmnist-trainer/worker.js';
import 'fmnist-trainer';

defineTrainer('my-trainer');
const trainer = document.querySelector('fmnist-trainer')!;
const isTrainer: FmnistTrainer = trainer;
trainer.addEventListener('fmnist-epoch', (event) => {
  const detail: EpochDetail = event.detail;
  const accuracy: number = event.detail.valAccuracy;
  // @ts-expect-error this figure does not exist
  console.log(detail, accuracy, event.detail.valPrecision);
});
document.addEventListener('fmnist-error', ({ detail }) => console.log(detail.code.length, detail.remedy));
trainer.epochs = 3;
// @ts-expect-error this view does not exist
trainer.view = 'sideways';
document.querySelector('fmnist-confusion-matrix')!.examination = await trainer.examine();
FmnistTrainer.createWorker = (url) => new Worker(url);
const settings: RunSettings = { epochs: 2, hiddenUnits: [64, 64], optimizer: 'rmsprop' };
const client = new Client();
await client.train(settings);
// @ts-expect-error this optimizer does not exist
await client.train({ optimizer: 'adamw' });
const asAttributes: RunConfigInput = trainer.settings;
const [prediction] = await client.predict(new Uint8Array(784));
const name: string | undefined = prediction?.className;
new Mean().updateState([1]);
const answer: PredictAnswer = await (await edge.fetch(new Request('https://a.example/api/predict'))).json();
const mine = (kernels: WebAssembly.Module, model: EdgeModel) => createHandler({ kernels, models: [model] });
// @ts-expect-error a name that only the build fills in
FMNIST_VERSION;
// @ts-expect-error a function without a network
createHandler({ kernels: {} as WebAssembly.Module, models: [] });
export { answer, asAttributes, isTrainer, mine, name, settings, templates, TrainerError };
`;
const WITH_REACT = `
import { useRef } from 'react';
import { FmnistTrainer, type FmnistTrainerElement, type FmnistTrainerProps } from 'fmnist-trainer/react';

const settings: FmnistTrainerProps = { hiddenUnits: '64,64', learningRate: 0.01, view: 'compact', autostart: true };
// @ts-expect-error only the worker sets the state
const state: FmnistTrainerProps = { state: 'paused' };
// @ts-expect-error a method is called through the ref
const method: FmnistTrainerProps = { train: () => {} };

export function Wrapped() {
  const trainer = useRef<FmnistTrainerElement>(null);
  return (
    <FmnistTrainer
      {...settings}
      ref={trainer}
      epochs={3}
      id="mine"
      className="wide"
      onFmnistEpoch={({ detail }) => console.log(detail.valAccuracy.toFixed(2), detail.keptEpochs.length)}
      onFmnistLearningRate={({ detail }) => console.log(detail.atEpoch)}
      onFmnistError={({ detail }) => console.log(detail.code, detail.remedy)}
      onClick={() => trainer.current?.predict(new Uint8Array(784)).then(([first]) => first?.className)}
    >
      <h2 slot="title">Mine</h2>
    </FmnistTrainer>
  );
}

export function Bare() {
  const trainer = useRef<HTMLElementTagNameMap['fmnist-trainer']>(null);
  return (
    <>
      <fmnist-trainer
        ref={trainer}
        epochs={3}
        learning-rate="0.01"
        data-src="drawn-garments"
        batch={32}
        trainImages={640}
        view="charts"
        autosave="off"
        worker-url="/files/worker.js"
        onfmnist-epoch={({ detail }) => detail.valLoss.toFixed(2)}
      />
      <fmnist-confusion-matrix
        examination={null}
        classNames={['Shirt']}
        onfmnist-request={({ detail }) => console.log(detail.type)}
      />
      <fmnist-copy-button label="Copy" source={async () => 'text'} />
    </>
  );
}

export const wrong = [
  // @ts-expect-error this view does not exist
  <FmnistTrainer view="sideways" />,
  // @ts-expect-error this optimizer does not exist
  <FmnistTrainer optimizer="adamw" />,
  // @ts-expect-error this figure does not exist
  <FmnistTrainer onFmnistEpoch={({ detail }) => detail.valPrecision} />,
  // @ts-expect-error this event does not exist
  <FmnistTrainer onFmnistBatch={() => {}} />,
  // @ts-expect-error this view does not exist
  <fmnist-trainer view="sideways" />,
  // @ts-expect-error a property that only the element's author sets
  <fmnist-metrics-chart exportChart={() => {}} />,
  // @ts-expect-error this element does not exist
  <fmnist-nothing />,
];
`;
const WITH_TFJS = `
import * as tf from '@tensorflow/tfjs';
import { registerTrainingKernels } from 'fmnist-trainer/tfjs-kernels';
const { registered, reason } = await registerTrainingKernels(tf);
console.log(registered satisfies boolean, reason);
`;

describe('on a server that renders React', () => {
  test('the component renders its empty element, which the browser fills', () => {
    const script = `
      import { createElement } from 'react';
      import { renderToString } from 'react-dom/server';
      import { FmnistTrainer } from 'fmnist-trainer/react';
      const props = { id: 'mine', className: 'wide', epochs: 3, view: 'compact', onFmnistEpoch() {} };
      console.log(renderToString(createElement(FmnistTrainer, props, 'Loading …')));`;
    expect(consumer.run('--input-type=module', '--eval', script)).toBe(
      '<fmnist-trainer id="mine" class="wide">Loading …</fmnist-trainer>\n',
    );
  });
});

describe('an application in TypeScript', () => {
  const compile = (file: string, moduleResolution: string, ...more: string[]) =>
    consumer.run(
      join(projectRoot(), 'node_modules/typescript/bin/tsc'),
      ...['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,dom,dom.iterable', '--types', ''],
      ...['--module', moduleResolution === 'nodenext' ? 'nodenext' : 'esnext'],
      ...['--moduleResolution', moduleResolution, ...more, file],
    );

  test.each(['bundler', 'nodenext'])('type-checks with resolution %s, declarations included', (resolution) => {
    consumer.write('application.ts', APPLICATION);
    expect(compile('application.ts', resolution, '--skipLibCheck', 'false')).toBe('');
  });

  test.each(['bundler', 'nodenext'])(
    'type-checks its own worker, as in docs/edge.md, with resolution %s',
    (resolution) => {
      const document = readFileSync(join(projectRoot(), 'docs/edge.md'), 'utf8');
      const blocks = [...document.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code as string);
      const [worker = '', declarations = ''] = ['export default createHandler', 'declare module'].map((words) =>
        blocks.find((code) => code.includes(words)),
      );
      mkdirSync(join(consumer.folder, 'mine'), { recursive: true });
      consumer.write('mine/model.json', '{}');
      consumer.write('binary-files.d.ts', declarations);
      const attribute = resolution === 'nodenext' ? " with { type: 'json' }" : ''; // required by Node, not by workerd
      const code = worker.replace("model.json'", `model.json'${attribute}`);
      const use =
        "import threads from 'fmnist-trainer/kernels/kernels-threads.wasm';\nthreads satisfies WebAssembly.Module;";
      consumer.write('worker.ts', `/// <reference path="./binary-files.d.ts" />\n${code}\n${use}\n`);
      expect(compile('worker.ts', resolution, '--resolveJsonModule', '--skipLibCheck', 'false')).toBe('');
    },
  );

  test('type-checks in React: the component’s props, events and ref, and every element by its tag', () => {
    consumer.write('application.tsx', WITH_REACT);
    expect(compile('application.tsx', 'bundler', '--jsx', 'react-jsx', '--skipLibCheck', 'false')).toBe('');
    const bare = '<fmnist-trainer epochs={3} learning-rate="0.01" />;';
    consumer.write('bare.tsx', `import type {} from 'fmnist-trainer/react';\nexport default ${bare}`);
    expect(compile('bare.tsx', 'bundler', '--jsx', 'react-jsx')).toBe('');
  });

  test('type-checks with TensorFlow.js installed', () => {
    consumer.link('@tensorflow/tfjs');
    consumer.write('with-tfjs.ts', WITH_TFJS);
    // The declarations of TensorFlow.js 4.22 themselves have errors.
    expect(compile('with-tfjs.ts', 'bundler', '--skipLibCheck')).toBe('');
  });
});
