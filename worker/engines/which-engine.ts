import type { EngineName, RunConfig } from '../protocol';

/** The engine for a configuration, and the reason in plain words. */
export interface EngineDecision {
  readonly name: EngineName;
  readonly why: string;
}

/**
 * Decides what `engine="auto"` means. Every network that can be configured is a stack of Dense layers, so the training
 * kernels can compute it. Only plain JavaScript needs tfjs.
 */
export function whichEngine({ engine, backend }: RunConfig): EngineDecision {
  if (engine !== 'auto') return { name: engine, why: `engine="${engine}" is set` };
  if (backend === 'cpu') return { name: 'tfjs', why: 'backend="cpu" is set, which needs tfjs' };
  return { name: 'fused', why: 'the network is a stack of Dense layers, which the training kernels compute' };
}
