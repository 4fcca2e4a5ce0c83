import type { Cores } from '../engines/fair-cores';
import type { EngineInfo } from '../protocol';
import type { Trainable } from './trainable';

/**
 * Has a run that asked for no number of threads compute with its share of the cores.
 * @param cores how they are divided; undefined where a trainer is alone
 * @param onChange hears what the engine is now, when it computes with another number of threads
 */
export async function shareCores(
  { config, engine }: Trainable,
  cores: Cores | undefined,
  onChange: (engine: EngineInfo) => void,
): Promise<void> {
  if (!cores || config.threads > 0 || !engine.setThreads) return;
  const { threads } = engine.info;
  engine.setThreads(await cores.share());
  if (engine.info.threads !== threads) onChange(engine.info);
}
