import type { EngineName, RunConfig } from '../protocol';

/** The engine a configuration gets, and the reason in words for people. */
export interface EngineDecision {
  readonly name: EngineName;
  readonly why: string;
}

/**
 * What `engine="auto"` means. Every network that can be configured is a stack of Dense layers, which the training
 * kernels compute; only plain JavaScript is not theirs.
 */
export function whichEngine({ engine, backend }: RunConfig): EngineDecision {
  if (engine !== 'auto') return { name: engine, why: `engine="${engine}" was asked for` };
  if (backend === 'cpu') return { name: 'tfjs', why: 'backend="cpu" was asked for, where tfjs alone computes' };
  return { name: 'fused', why: 'the network is a stack of Dense layers, which the training kernels compute' };
}
