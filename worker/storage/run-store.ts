import { type Checkpoint, checkpointOf } from '../checkpoint/checkpoint';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/format';
import {
  type RestoreOptions,
  type RunStorageApi,
  type RunSummary,
  type StorageProblem,
  TrainerError,
  type TrainerEvent,
  type TrainerEventOf,
} from '../protocol';
import type { Trainable } from '../training/trainable';
import { notStored, openElsewhere, openHere, storageUnavailable } from './errors';
import { LatestWrites } from './latest-writes';
import { deleteCopies, type RunCopy, readCopies, saveCopy, surplusRuns, takeOver } from './run-copies';
import { type RunLock, takeRunLock } from './run-lock';

/** Of an epoch that takes longer than this, so much is lost at most. */
const SAVE_EVERY_MS = 5000;
/** Saving in the middle of an epoch takes no more than this share of the time: the copies of large networks take long. */
const SAVE_SHARE = 1 / 20;
/** So many runs are kept; beyond that the one stored longest ago is deleted. */
const MOST_RUNS = 5;

/** What the store needs of a session: the model that trains, and a way to go on with a file. */
export interface StoredSession {
  readonly model: Trainable | null;
  /** Whether its model trains, or will when it is resumed. */
  readonly isUnderWay: boolean;
  restore(file: Uint8Array, options?: RestoreOptions): Promise<RunSummary | null>;
}

/** The run that trains in this worker, or did last. */
interface FollowedRun {
  readonly id: string;
  readonly model: Trainable;
  /** Held until the run has ended and is stored. */
  lock: Promise<RunLock | null> | null;
  /** Nothing of it is stored yet. */
  isNew: boolean;
  /** The state that is stored or about to be. */
  saved: string;
  /** Another trainer has gone on with it: it is not ours to store any more. */
  isLost: boolean;
}

/** A stored run that is about to go on here. */
interface Claim {
  readonly id: string;
  readonly lock: RunLock;
  readonly checkpoint: Checkpoint;
  /** It trains, and its lock is that of the run. */
  isTaken: boolean;
}

interface Write {
  readonly run: FollowedRun;
  readonly checkpoint: Promise<Checkpoint>;
  readonly savedAt: number;
  /** When its copy was begun, by `performance.now()`. */
  readonly began: number;
}

/**
 * Keeps what trains in this worker in IndexedDB: every epoch before the session tells of it; in between, where an epoch takes
 * long, when the run is paused and when the page asks for it. A copy of the state is taken there and then; encoding and writing follow.
 */
export class RunStore implements RunStorageApi {
  readonly #session: StoredSession;
  readonly #emit: (event: TrainerEventOf<'storage'>) => void;
  /** Tells this worker from others that store runs. */
  readonly #writer = randomId();
  readonly #writes = new LatestWrites<Write>((write) => this.#write(write));
  readonly #told = new Set<StorageProblem>();
  #isOn = false;
  /** The last write failed: there is nothing to wait for. */
  #isFailing = false;
  /** When a run that is in the middle of an epoch is saved again. */
  #saveAgainAt = 0;
  #runId = 0;
  #run: FollowedRun | null = null;
  #claim: Claim | null = null;
  /** The run that is being read to go on with. */
  #continuing: string | null = null;
  /** Resolves when the lock of the run before is free. */
  #released: Promise<unknown> = Promise.resolve();

  constructor(session: StoredSession, emit: (event: TrainerEventOf<'storage'>) => void) {
    this.#session = session;
    this.#emit = emit;
    // The script of the store may come later than the first run begins.
    if (session.model && session.isUnderWay) this.#follow(session.model);
  }

  async autosave(on: boolean): Promise<void> {
    this.#isOn = on;
    const { model, isUnderWay } = this.#session;
    // A short run may have ended before the script of the store was there.
    if (on && !this.#run && model && !model.hasFailed) this.#follow(model);
    this.#save();
    if (!isUnderWay) this.#letGo();
  }

  /** Resolves when the run is stored, and, if it has ended, when others can go on with it. */
  async saveRun(): Promise<void> {
    this.#save();
    await this.#writes.done();
    await this.#released;
  }

  /** Stores an epoch that has just ended. Resolves when it is stored, and at once while storing fails. */
  async storeEpoch(): Promise<void> {
    this.#save();
    if (!this.#isFailing) await this.#writes.done();
  }

  /** Hears of what the session does. */
  hear(event: TrainerEvent): void {
    this.#runId = event.runId;
    if (event.type === 'ready' && this.#session.model) this.#follow(this.#session.model);
    if (event.type === 'progress' && performance.now() >= this.#saveAgainAt) this.#save();
    if (event.type !== 'state') return;
    if (event.state === 'failed') this.#letGo();
    if (event.state === 'paused') this.#save();
    if (event.state === 'finished' || event.state === 'stopped') {
      this.#save();
      this.#letGo();
    }
  }

  /**
   * Goes on with a stored run. Of its copies the newest that is whole is taken; that it was not the newest is told as a problem.
   * @throws TrainerError `run-not-stored`, `run-open-elsewhere`, `storage-unavailable`, `call-refused`, or as `restore` does
   */
  async continueRun(id: string, options: RestoreOptions = {}): Promise<RunSummary | null> {
    if (this.#continuing) throw openHere('continueRun');
    this.#continuing = id;
    let lock: RunLock | null = null;
    let claim: Claim | null = null;
    try {
      lock = await this.#lockFor('continueRun', id);
      const { copy, checkpoint, damage } = await firstWhole(await available(readCopies(id)), id);
      await available(takeOver(id, this.#writer, copy.slot));
      claim = { id, lock, checkpoint, isTaken: false };
      this.#claim = claim;
      if (damage) this.#tell('older-copy', damage.got);
      return await this.#session.restore(copy.file, options);
    } finally {
      if (!claim?.isTaken) {
        this.#claim = this.#continuing = null;
        await lock?.release();
      }
    }
  }

  /** @throws TrainerError `run-open-elsewhere`, `storage-unavailable` or `call-refused` */
  async deleteRun(id: string): Promise<void> {
    if (this.#continuing === id) throw openHere('deleteRun');
    const lock = await this.#lockFor('deleteRun', id);
    try {
      await available(deleteCopies(id));
    } finally {
      await lock.release();
    }
  }

  /** The lock of a run that nobody trains, after all that was to be stored is stored. */
  async #lockFor(call: string, id: string): Promise<RunLock> {
    if (this.#run?.id === id && this.#run.lock) throw openHere(call);
    await this.#writes.done();
    await this.#released;
    const lock = await takeRunLock(id);
    if (!lock) throw openElsewhere();
    return lock;
  }

  /** A run has begun: one that was claimed goes on under its id, any other one gets a new id. */
  #follow(model: Trainable): void {
    this.#letGo();
    const claim = this.#claim;
    // A new run stands at its beginning, where none is stored; one that was restored stands where it was left.
    const left = claim?.checkpoint.position;
    const isClaimed = claim && left?.step === model.position.step && isSame(left.epochs, model.position.epochs);
    const id = isClaimed ? claim.id : randomId();
    const lock = isClaimed ? Promise.resolve(claim.lock) : takeRunLock(id).catch(() => null);
    this.#saveAgainAt = performance.now() + SAVE_EVERY_MS;
    this.#run = { id, model, lock, isNew: !isClaimed, saved: isClaimed ? momentOf(model) : '', isLost: false };
    if (!isClaimed) return;
    claim.isTaken = true;
    this.#claim = this.#continuing = null;
  }

  /** The run trains no more: once it is stored, others may go on with it. */
  #letGo(): void {
    const lock = this.#run?.lock;
    if (!this.#run || !lock) return;
    this.#run.lock = null;
    this.#released = this.#writes.done().then(async () => (await lock)?.release());
  }

  /** Copies the run's state, unless there is nothing new in it, and has it written. */
  #save(): void {
    const run = this.#run;
    if (!this.#isOn || !run?.lock || run.isLost) return;
    const { position } = run.model;
    const moment = momentOf(run.model);
    if (moment === run.saved || (position.epochs.length === 0 && position.step === 0)) return;
    run.saved = moment;
    this.#saveAgainAt = Number.POSITIVE_INFINITY;
    const began = performance.now();
    this.#writes.put(run.id, { run, checkpoint: checkpointOf(run.model), savedAt: Date.now(), began });
  }

  async #write({ run, savedAt, began, ...write }: Write): Promise<void> {
    try {
      const checkpoint = await write.checkpoint;
      const { config, position } = checkpoint;
      const { epochs, step, ended } = position;
      const valAccuracy = epochs.at(-1)?.valAccuracy ?? null;
      const known = { id: run.id, savedAt, config, epochs: epochs.length, step, valAccuracy, ended };
      const saved = await saveCopy(known, this.#writer, await encodeCheckpoint(checkpoint));
      this.#told.clear();
      this.#isFailing = false;
      this.#emit({ type: 'storage', runId: this.#runId, saved, problem: null, got: '' });
      if (run.isNew) await this.#makeRoom();
      run.isNew = false;
    } catch (thrown) {
      run.saved = '';
      this.#isFailing = true;
      run.isLost = TrainerError.from(thrown).code === 'run-open-elsewhere';
      this.#tell(run.isLost ? 'open-elsewhere' : problemOf(thrown), String(thrown));
    }
    const now = performance.now();
    this.#saveAgainAt = now + Math.max(SAVE_EVERY_MS, (now - began) / SAVE_SHARE);
  }

  /** Runs that are open are kept, whatever their age. */
  async #makeRoom(): Promise<void> {
    for (const id of await surplusRuns(MOST_RUNS)) {
      const lock = await takeRunLock(id);
      if (lock) await deleteCopies(id);
      await lock?.release();
    }
  }

  /** Says what is wrong, once until a run has been stored again. */
  #tell(problem: StorageProblem, got: string): void {
    if (this.#told.has(problem)) return;
    this.#told.add(problem);
    this.#emit({ type: 'storage', runId: this.#runId, saved: null, problem, got });
  }
}

/**
 * The newest copy that can be read, and what was wrong with those before it.
 * @throws TrainerError `run-not-stored`, or the newest copy's own when none can be read
 */
async function firstWhole(
  copies: readonly RunCopy[],
  id: string,
): Promise<{ copy: RunCopy; checkpoint: Checkpoint; damage: TrainerError | null }> {
  let damage: TrainerError | null = null;
  for (const copy of copies) {
    try {
      return { copy, checkpoint: await decodeCheckpoint(copy.file), damage };
    } catch (thrown) {
      damage ??= TrainerError.from(thrown);
    }
  }
  throw damage ?? notStored(id);
}

async function available<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    throw storageUnavailable(thrown);
  }
}

function problemOf(thrown: unknown): StorageProblem {
  return (thrown as Partial<Error> | null)?.name === 'QuotaExceededError' ? 'full' : 'unavailable';
}

/** Tells a state of a run from the others it goes through. */
function momentOf({ position }: Trainable): string {
  const { epochs, step, learningRates, ended } = position;
  return [epochs.length, step, learningRates.length, ended].join();
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** `crypto.randomUUID` is for secure contexts only. */
const randomId = () => crypto.getRandomValues(new BigUint64Array(1)).join();
