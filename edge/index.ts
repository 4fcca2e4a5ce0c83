import kernels from '../.cache/kernels/kernels.wasm';
import best from '../static/pretrained/best/model.json';
import bestWeights from '../static/pretrained/best/weights.bin';
import lesson from '../static/pretrained/lesson/model.json';
import lessonWeights from '../static/pretrained/lesson/weights.bin';
import { createHandler, type EdgeHandler } from './handler';

export {
  createHandler,
  type EdgeEnvironment,
  type EdgeHandler,
  type EdgeOptions,
  type ModelAnswer,
  type PredictAnswer,
} from './handler';
export type { EdgeModel, EdgePrediction, ModelSummary } from './predictor';
export type { RefusalCode, RefusalReport } from './refusal';

/** The function as deployed, with the package's pretrained networks. The default one is also the default in the page. */
const handler: EdgeHandler = createHandler({
  kernels,
  models: [
    { name: 'lesson', topology: lesson, weights: lessonWeights },
    { name: 'best', topology: best, weights: bestWeights },
  ],
});
export default handler;
