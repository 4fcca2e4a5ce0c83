// The product's training loop in Node: ours.cjs ENGINE THREADS DATA, where ENGINE is tfjs-vanilla, tfjs or fused.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { loadNodeData } from '../../scripts/lib/node/node-data';
import {
  chooseNodeEngine,
  nodeCores,
  nodeModelFiles,
  nodePhotoReading,
  nodeStepInspection,
} from '../../scripts/lib/node/node-session';
import type { ChooseEngine } from '../../worker/engines/choose';
import { startTfjs } from '../../worker/engines/tfjs/tfjs-backend';
import type { EngineInfo, EpochReport } from '../../worker/protocol';
import { Session } from '../../worker/session/session';
import { answerOf, ENDLESS } from '../epoch-times';
import { answerEpochs } from './answer-epochs';

const TFJS_WASM = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';

/** TensorFlow.js as published: the same model and loop, without our kernels. */
const chooseVanilla: ChooseEngine = () =>
  startTfjs({
    backend: 'wasm',
    why: 'the bench compares with it',
    readWasm: async () => new Uint8Array(await readFile(join(projectRoot(), TFJS_WASM))),
    readKernels: null,
  });

const [engine = '', threads = '', dataSrc = ''] = process.argv.slice(2);
const isVanilla = engine === 'tfjs-vanilla';
let info: EngineInfo | null = null;
let report: EpochReport | null = null;

const session = new Session({
  loadData: (source, signal) => loadNodeData(source, { signal }),
  fetch,
  chooseEngine: isVanilla ? chooseVanilla : chooseNodeEngine,
  cores: nodeCores(),
  modelFiles: nodeModelFiles,
  photoReading: nodePhotoReading,
  stepInspection: nodeStepInspection,
  emit: (event) => {
    if (event.type === 'ready' || event.type === 'engine') info = event.engine;
    if (event.type === 'epoch') report = event.epoch;
  },
});
const config = { engine: isVanilla ? 'tfjs' : engine, threads, dataSrc, epochs: ENDLESS };

answerEpochs(async () => {
  await session.step('epoch', config);
  return answerOf(info, report);
});
