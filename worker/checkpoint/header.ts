import { type JsonBounds, parseBounded } from '../bounded-json';
import { whichEngine } from '../engines/which-engine';
import { CONFIG_KEYS } from '../protocol';
import { seedOfFork } from '../random';
import { canRun, settingValue } from '../setting-values';
import { type ArrayEntry, arrayTable } from './arrays';
import type { Checkpoint } from './checkpoint';
import { damaged, mismatch } from './errors';
import { fits, HEADER_PATTERN } from './header-pattern';
import { areChanges, areReports, areTimes, isDivision, isEnd } from './possible';

/** The parts of a checkpoint that are written as JSON, in this order. The rest is written as arrays. */
export type Header = Pick<Checkpoint, 'config' | 'engine' | 'data' | 'position' | 'random'> & {
  /** Adam's powers of β; see `OptimizerState`. */
  readonly powers: readonly number[];
  readonly arrays: readonly ArrayEntry[];
};

/** A header is four levels deep. Each finished epoch adds an object of eight values: these bounds allow half a million epochs. */
const BOUNDS: JsonBounds = { depth: 8, most: { '[': 1024, '{': 500_000, ':': 4_000_000, ',': 4_000_000 } };

export function headerOf(checkpoint: Checkpoint): Header {
  const { config, engine, data, position, random, optimizer, shuffle } = checkpoint;
  const arrays = arrayTable(config, shuffle.waiting.length);
  return { config, engine, data, position, random, powers: optimizer.powers, arrays };
}

/**
 * The progress of the current epoch.
 * @returns `steps`: the number of its batches; `drawn`: the number of images drawn from the shuffle buffer; `waiting`: the number of
 *   images in the buffer
 */
export function shuffledBy({ config, data, position }: Pick<Checkpoint, 'config' | 'data' | 'position'>) {
  const { trainCount } = data;
  const steps = Math.ceil(trainCount / config.batchSize);
  const drawn = Math.min(position.step * config.batchSize, trainCount);
  const slots = Math.min(config.shuffleBuffer, trainCount);
  return { steps, drawn, waiting: drawn === 0 ? 0 : Math.min(slots, trainCount - drawn) };
}

/**
 * Reads a header. It must be, character by character, what `headerOf` writes for the run it describes.
 * @throws TrainerError `checkpoint-damaged`, or `checkpoint-mismatch` if these settings select another engine here
 */
export function parseHeader(json: string): Header {
  const header = parseJson(json);
  if (!fits(header, HEADER_PATTERN)) throw damaged('a header with wrong members', 'the header of a run');
  const wrong = contradiction(header as Header);
  if (wrong) throw damaged(`a header with an impossible value of ${wrong}`, 'the header of a run');
  return header as Header;
}

/** Parses JSON, but only if it is spelt as `JSON.stringify` writes it. */
function parseJson(json: string): unknown {
  try {
    const value = parseBounded(json, BOUNDS);
    if (JSON.stringify(value) === json) return value;
  } catch {
    // Not JSON at all, or far more of it than a run has.
  }
  throw damaged('a header that is not JSON, or is spelt differently', 'JSON as JSON.stringify writes it');
}

/** The name of the first value that contradicts the rest of the header; undefined if there is none. */
function contradiction(header: Header): string | undefined {
  const { config, engine, position, random, powers, arrays } = header;
  if (!isConfig(config)) return 'config';
  const known = whichEngine(config).name;
  if (engine !== known) throw mismatch('engine', engine, known);
  const { epochs, step, metrics } = position;
  const { steps, drawn, waiting } = shuffledBy(header);
  const powersOfAdam = engine === 'tfjs' ? 3 : 2;
  const canBe: Readonly<Record<string, boolean>> = {
    data: isDivision(header),
    epochs: areReports(header),
    ended: isEnd(header),
    step: step <= steps,
    learningRates: areChanges(position, epochs.length + step / steps),
    times: areTimes(position),
    metrics:
      metrics.count === drawn &&
      metrics.correct <= drawn &&
      metrics.lossWeight === (config.sampleWeighting === 'batch' ? step : drawn) &&
      (drawn > 0 || metrics.lossSum === 0),
    random:
      random.length === 5 &&
      random[0] === seedOfFork(config.seed, 'shuffle') &&
      random.some((n, i) => i > 0 && n !== 0),
    powers:
      powers.length === (config.optimizer === 'adam' ? powersOfAdam : 0) &&
      !(Math.max(...powers.slice(0, 2)) > 1) &&
      Number.isInteger(powers[2] ?? 0),
    arrays: isSame(arrays, arrayTable(config, waiting)),
  };
  return Object.keys(canBe).find((name) => !canBe[name]);
}

/** Whether these are settings as `parseConfig` returns them: every one, in order, with an accepted value. */
function isConfig(config: Header['config']): boolean {
  try {
    const values = CONFIG_KEYS.map((key) => [key, settingValue(key, config[key])]);
    return isSame(Object.fromEntries(values), config) && canRun(config);
  } catch {
    return false;
  }
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
