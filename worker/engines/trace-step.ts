import type { Batch } from '../data/dataset';
import type { Engine, Work } from './engine';
import type { FusedEngine } from './fused/fused';
import { traceFused } from './fused/trace-fused';
import { inOnePiece } from './pieces';
import type { StepTrace } from './step-trace';
import type { TfjsEngine } from './tfjs/tfjs';

/**
 * Computes a training step and returns every number of it, each as the engine computes it. Afterwards the engine has the weights, the
 * moments and the powers that it had before, bit for bit.
 *
 * In pieces, for an engine that has them: then take a turn before. Between two of these, `parameters()` and `optimizerState()` return
 * what they did before the first. For all other engines it is one piece.
 */
export function traceStep(engine: Engine, batch: Batch): Work<StepTrace> {
  if (engine.info.name === 'fused') return traceFused((engine as FusedEngine).parts(), batch);
  return inOnePiece(() => (engine as TfjsEngine).trace(batch));
}
