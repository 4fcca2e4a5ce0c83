import type { ConfigKey } from '../../worker/protocol';

/** Settings that a preset does not change: the data source, the seed, and those of the computation. */
export const KEPT_BY_PRESETS: readonly ConfigKey[] = ['dataSrc', 'engine', 'backend', 'threads', 'seed'];
