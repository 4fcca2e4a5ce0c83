import { beforeEach, describe, expect, it } from 'vitest';
import { ATTRIBUTES, TrainerError } from '../../worker/protocol';
import { RandomStream } from '../../worker/random';
import { DEPTH } from '../fixtures/depth';
import { forgetRuns } from '../fixtures/forget-runs';
import { countAllocations } from '../fixtures/mutants/allocations';
import { CHECKPOINT_KIND } from '../fixtures/mutants/checkpoint-mutants';
import { DATA_KINDS } from '../fixtures/mutants/data-mutants';
import type { Kind } from '../fixtures/mutants/kind';
import { MODEL_KINDS, type ModelMutant } from '../fixtures/mutants/model-mutants';
import { STORED_RUN_KIND } from '../fixtures/mutants/stored-run-mutants';
import { changedText, TEXT_KINDS } from '../fixtures/mutants/text-mutants';
import { ZIP_KIND } from '../fixtures/mutants/zip-mutants';
import { importBuilt, SMALL_DATA } from './built';

/** A mutant that takes longer than this hangs. On a busy machine, the slowest take some hundred milliseconds. */
const HANGS_MS = 20_000;
/** An error is shown on a screen. */
const LONGEST_REPORT = 3000;
/** The words of JavaScript's own errors, which no visitor understands. */
const OF_THE_LANGUAGE =
  /TypeError|RangeError|SyntaxError|undefined is|Cannot |is not a function|not iterable|\[object/;

/** Reads a mutant. @returns how it ended, and what is wrong with that, or null */
async function outcomeOf(kind: Kind, random: RandomStream): Promise<{ outcome: string; fault: string | null }> {
  const mutant = await kind.make(random);
  const allocations = countAllocations();
  const began = performance.now();
  try {
    const outcome = (await kind.read(mutant)) === 'refused' ? 'refused' : 'accepted';
    return { outcome, fault: costOf(kind, performance.now() - began, allocations.end()) };
  } catch (thrown) {
    const cost = costOf(kind, performance.now() - began, allocations.end());
    return { outcome: (thrown as TrainerError).code, fault: faultOf(kind, thrown) ?? cost };
  }
}

function faultOf({ outcomes }: Kind, thrown: unknown): string | null {
  if (!(thrown instanceof TrainerError)) return `${thrown} ${(thrown as Error).stack}`;
  if (!outcomes.includes(thrown.code))
    return `the undocumented code ${thrown.code}: ${thrown.message} ${thrown.got}`;
  const report = JSON.stringify(thrown.toReport());
  if (report.length > LONGEST_REPORT) return `an error of ${report.length} characters: ${report.slice(0, 200)}`;
  return OF_THE_LANGUAGE.test(report) ? `the words of ${report}` : null;
}

function costOf({ mostBytes }: Kind, took: number, bytes: number): string | null {
  if (took > HANGS_MS) return `${Math.round(took)} ms`;
  return bytes > mostBytes ? `arrays of ${bytes} bytes` : null;
}

/** Mutants that have found a fault, by their number. They are read in any case. */
const FOUND: Readonly<Record<string, readonly number[]>> = {
  'a safetensors file': [1829, 2497, 13899, 19055, 19069],
  'a model.json with its weights': [910, 3623, 12696],
  'a packed data folder': [249, 253, 305, 318],
  'a checkpoint': [1214, 1488, 11589, 18905],
};

beforeEach(forgetRuns);

describe('a mutant with right checksums is read, or refused with a documented code, within bounds of work and memory', () => {
  const kinds = [...MODEL_KINDS, ZIP_KIND, ...DATA_KINDS, CHECKPOINT_KIND, STORED_RUN_KIND, ...TEXT_KINDS];
  it.each(kinds.map((kind) => [kind.name, kind] as const))(
    `%s, ${DEPTH.mutants} times`,
    async (name, kind) => {
      const seen = new Map<string, number>();
      const faults: string[] = [];
      const numbers = Array.from({ length: DEPTH.mutants / (kind.each ?? 1) }, (_, i) => i);
      for (const number of new Set([...numbers, ...(FOUND[name] ?? [])])) {
        const { outcome, fault } = await outcomeOf(kind, RandomStream.seeded(number).fork(name));
        seen.set(outcome, 1 + (seen.get(outcome) ?? 0));
        if (fault) faults.push(`mutant ${number}: ${fault}`);
      }
      expect(faults.slice(0, 20)).toEqual([]);
      // A few mutants need not meet every outcome.
      const missing = kind.outcomes.filter((outcome) => !seen.has(outcome));
      expect(missing.length, missing.join()).toBeLessThanOrEqual(
        DEPTH.mutants < 1000 ? kind.outcomes.length / 2 : 0,
      );
    },
    DEPTH.testMs,
  );
});

describe('the trainer as it ships', () => {
  it(`opens or refuses ${DEPTH.mutants / 10} mutants of each model, and trains afterwards`, {
    timeout: DEPTH.testMs,
  }, async () => {
    const { TrainerClient } = await importBuilt();
    const client = new TrainerClient();
    for (const kind of [...MODEL_KINDS, ZIP_KIND]) {
      for (let number = 0; number < DEPTH.mutants / 10; number++) {
        const { files } = (await kind.make(RandomStream.seeded(number).fork(kind.name))) as ModelMutant;
        const opening = client.importModel(
          files.map(({ name, bytes }) => new File([new Uint8Array(bytes)], name)),
        );
        const code: string = await opening.then(
          () => 'accepted',
          (error: TrainerError) => error.code,
        );
        expect(kind.outcomes, `${kind.name}, mutant ${number}`).toContain(code);
      }
    }
    expect(await client.train({ dataSrc: SMALL_DATA, epochs: 1 })).toMatchObject({ state: 'finished' });
    client.dispose();
  });

  it(`draws itself with ${DEPTH.mutants} attributes of any text, and trains once they are gone`, {
    timeout: DEPTH.testMs,
  }, async () => {
    await importBuilt();
    const trainer = document.createElement('fmnist-trainer');
    document.body.append(trainer);
    const complaints: unknown[] = [];
    const complain = (event: Event) => complaints.push('reason' in event ? event.reason : event);
    for (const type of ['error', 'unhandledrejection']) window.addEventListener(type, complain);
    const names = [...Object.values(ATTRIBUTES), 'view', 'theme', 'lang', 'share', 'autosave'];
    for (let number = 0; number < DEPTH.mutants / names.length; number++) {
      const random = RandomStream.seeded(number).fork('attributes');
      for (const name of names) trainer.setAttribute(name, changedText(random));
      await trainer.updateComplete;
    }
    for (const name of names) trainer.removeAttribute(name);
    Object.assign(trainer, { dataSrc: SMALL_DATA, epochs: 1 });
    expect(await trainer.train()).toMatchObject({ state: 'finished' });
    for (const type of ['error', 'unhandledrejection']) window.removeEventListener(type, complain);
    expect(complaints).toEqual([]);
    trainer.remove();
  });
});
