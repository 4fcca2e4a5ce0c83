import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ChooseEngine, readWasm } from '../../../worker/engines/choose';
import { type CoreAllocator, FairCoreAllocator } from '../../../worker/engines/fused/core-allocator';
import { FusedStart } from '../../../worker/engines/fused/fused-start';
import type { PieceSizes } from '../../../worker/engines/fused/piece-jobs';
import { startTfjs } from '../../../worker/engines/tfjs/tfjs-backend';
import { whichEngine } from '../../../worker/engines/which-engine';
import { type LoadModelFiles, modelFiles } from '../../../worker/model-files/model-files';
import { type LoadPhotoReading, photoReading } from '../../../worker/photo/photo-reading';
import type { TrainerEvent } from '../../../worker/protocol';
import { Session } from '../../../worker/session/session';
import type { LoadStepInspection } from '../../../worker/training/step-inspection/chunk-name';
import { inspectStep } from '../../../worker/training/step-inspection/inspect-step';
import { projectRoot } from '../entry.mjs';
import { fileFetch } from './file-fetch';
import { loadNodeData } from './node-data';
import { startNodeTeamThread } from './node-team-thread';

/**
 * The worker's session in this Node process: the same loop and engines, with files read from disk.
 * @param cores divides the cores of the machine; by default, this session gets all of them
 */
export function nodeSession(emit: (event: TrainerEvent) => void, cores: CoreAllocator = nodeCores()): Session {
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
  return new Session({
    loadData: (dataSrc, signal, onProgress) => loadNodeData(dataSrc, { signal, onProgress, breathe }),
    fetch: fileFetch,
    chooseEngine: chooseNodeEngine,
    cores,
    modelFiles: nodeModelFiles,
    photoReading: nodePhotoReading,
    stepInspection: nodeStepInspection,
    emit,
  });
}

/** All cores of this machine, shared with no other process. */
export const nodeCores = () => new FairCoreAllocator(availableParallelism(), undefined);

const kernelsUrl = (name: string) => pathToFileURL(join(projectRoot(), '.cache/kernels', name)).href;
const KERNELS = { kernels: 'kernels.wasm', kernelsThreads: 'kernels-threads.wasm' } as const;

/** Starts fused engines with the threads of this machine. @param pieces how steps that take long are divided */
export const nodeFusedStart = (pieces?: PieceSizes) =>
  new FusedStart({
    readKernels: (build, signal) => readWasm(kernelsUrl(KERNELS[build]), fileFetch, signal),
    startTeamThread: startNodeTeamThread,
    cores: availableParallelism(),
    ...(pieces && { pieces }),
  });
const fused = nodeFusedStart();

/** Chooses engines under Node, where tfjs is part of the bundle and the kernels are in the folder of `buildKernels`. */
export const chooseNodeEngine: ChooseEngine = async (config, signal) => {
  const { name, why } = whichEngine(config);
  if (name === 'fused') return fused.start(config.threads, why, signal);
  return startTfjs({
    backend: config.backend,
    why,
    readWasm: () => readWasm(tfjsWasmUrl(), fileFetch, signal),
    readKernels: () => readWasm(kernelsUrl(KERNELS.kernels), fileFetch, signal),
  });
};

/** Under Node, the code for files is part of the bundle. */
export const nodeModelFiles: LoadModelFiles = async () => modelFiles;

/** The same for the code that reads photos. */
export const nodePhotoReading: LoadPhotoReading = async () => photoReading;

/** The same for the code that inspects a training step. */
export const nodeStepInspection: LoadStepInspection = async () => inspectStep;

function tfjsWasmUrl(): string {
  const file = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
  return pathToFileURL(join(projectRoot(), file)).href;
}
