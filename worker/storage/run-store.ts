import { type Checkpoint, checkpointOf } from '../checkpoint/checkpoint';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/format';
import type { Sha256 } from '../data/sha256';
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
import { available, notStored, openElsewhere, openHere, problemOf } from './errors';
import { type Claim, type FollowedRun, momentOf, type Write } from './followed-run';
import { LatestWrites } from './latest-writes';
import { deleteCopies, type RunCopy, readCopies, saveCopy, surplusRuns, takeOver } from './run-copies';
import { type RunLock, takeRunLock } from './run-lock';

/** How often a run is saved inside an epoch: a crash loses at most about this much of the work. */
const SAVE_EVERY_MS = 5000;
/** Saving inside an epoch may take at most this share of the time, since copying a large network takes long. */
const SAVE_SHARE = 1 / 20;
/** The number of runs that are kept. When there are more, the one saved longest ago is deleted. */
const MOST_RUNS = 5;

/** The part of a session that the store needs. */
export interface StoredSession {
  readonly model: Trainable | null;
  /** Whether its model is training, or is paused and can be resumed. */
  readonly isUnderWay: boolean;
  restore(file: Uint8Array, options?: RestoreOptions): Promise<RunSummary | null>;
}

/**
 * Stores the run that this worker trains in IndexedDB: after each epoch, before the session reports it; every few seconds inside a
 * long epoch; when the run is paused; and when the page asks for it. The state is copied at that moment, then encoded and written in
 * the background.
 */
export class RunStore implements RunStorageApi {
  readonly #session: StoredSession;
  readonly #emit: (event: TrainerEventOf<'storage'>) => void;
  readonly #sha256: Sha256;
  /** Identifies this worker among all that store runs. */
  readonly #writer = randomId();
  readonly #writes = new LatestWrites<Write>((write) => this.#write(write));
  readonly #told = new Set<StorageProblem>();
  #isOn = false;
  /** Whether the last write failed. Training then does not wait for writes. */
  #isFailing = false;
  /** When a run inside an epoch is saved next, by `performance.now()`. */
  #saveAgainAt = 0;
  #runId = 0;
  #run: FollowedRun | null = null;
  #claim: Claim | null = null;
  /** The id of the run that is being read to continue it. */
  #continuing: string | null = null;
  /** Resolves when the lock of the previous run has been released. */
  #released: Promise<unknown> = Promise.resolve();

  /** @param sha256 as for `encodeCheckpoint` */
  constructor(session: StoredSession, emit: (event: TrainerEventOf<'storage'>) => void, sha256: Sha256) {
    this.#session = session;
    this.#emit = emit;
    this.#sha256 = sha256;
    // The first run may have started before this script was loaded.
    if (session.model && session.isUnderWay) this.#follow(session.model);
  }

  async autosave(on: boolean): Promise<void> {
    this.#isOn = on;
    const { model, isUnderWay } = this.#session;
    // A short run may have ended before this script was loaded.
    if (on && !this.#run && model && !model.hasFailed) this.#follow(model);
    if (isUnderWay) this.#save();
    else this.#end();
  }

  /** Resolves when the run is stored and, if it has ended, when other trainers can continue it. */
  async saveRun(): Promise<void> {
    this.#save();
    await this.#writes.done();
    await this.#released;
  }

  /** Stores an epoch that has just ended. Resolves when it is stored, or at once if the last write failed. */
  async storeEpoch(): Promise<void> {
    this.#save();
    if (!this.#isFailing) await this.#writes.done();
  }

  /** Receives the events of the session. */
  hear(event: TrainerEvent): void {
    this.#runId = event.runId;
    if (event.type === 'ready' && this.#session.model) this.#follow(this.#session.model);
    if (event.type === 'progress' && performance.now() >= this.#saveAgainAt) this.#save();
    if (event.type !== 'state') return;
    if (event.state === 'failed') this.#letGo();
    if (event.state === 'paused') this.#save();
    if (event.state === 'finished' || event.state === 'stopped') this.#end();
  }

  /**
   * Continues a stored run from its newest intact copy. If a newer copy is damaged, it emits the problem `older-copy`.
   * @throws TrainerError `run-not-stored`, `run-open-elsewhere`, `storage-unavailable`, `call-refused`, or an error of `restore`
   */
  async continueRun(id: string, options: RestoreOptions = {}): Promise<RunSummary | null> {
    if (typeof id !== 'string') throw notStored(id);
    if (this.#continuing) throw openHere('continueRun');
    this.#continuing = id;
    let lock: RunLock | null = null;
    let claim: Claim | null = null;
    try {
      lock = await this.#lockFor('continueRun', id);
      const { copy, checkpoint, damage } = await this.#firstWhole(id);
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

  /** @throws TrainerError `run-not-stored`, `run-open-elsewhere`, `storage-unavailable` or `call-refused` */
  async deleteRun(id: string): Promise<void> {
    if (typeof id !== 'string') throw notStored(id);
    if (this.#continuing === id) throw openHere('deleteRun');
    const lock = await this.#lockFor('deleteRun', id);
    try {
      await available(deleteCopies(id));
    } finally {
      await lock.release();
    }
  }

  /**
   * The newest copy of a run that can be read. `damage` is the error of the newest copy if that one could not be read.
   * @throws TrainerError `run-not-stored`, `storage-unavailable`, or the newest copy's error if no copy can be read
   */
  async #firstWhole(
    id: string,
  ): Promise<{ copy: RunCopy; checkpoint: Checkpoint; damage: TrainerError | null }> {
    let damage: TrainerError | null = null;
    for (const copy of await available(readCopies(id))) {
      try {
        return { copy, checkpoint: await decodeCheckpoint(copy.file, this.#sha256), damage };
      } catch (thrown) {
        damage ??= TrainerError.from(thrown);
      }
    }
    throw damage ?? notStored(id);
  }

  /** Takes the lock of a run that nobody trains, after all pending writes. */
  async #lockFor(call: string, id: string): Promise<RunLock> {
    if (this.#run?.id === id && this.#run.lock) throw openHere(call);
    await this.#writes.done();
    await this.#released;
    const lock = await takeRunLock(id);
    if (!lock) throw openElsewhere();
    return lock;
  }

  /** Starts to follow a run. A claimed run keeps its id, any other run gets a new one. */
  #follow(model: Trainable): void {
    this.#letGo();
    const claim = this.#claim;
    // A restored run has the position of its checkpoint. A new run is at the beginning, where no run is ever stored.
    const left = claim?.checkpoint.position;
    const isClaimed = claim && left?.step === model.position.step && isSame(left.epochs, model.position.epochs);
    const id = isClaimed ? claim.id : randomId();
    const lock = isClaimed ? Promise.resolve(claim.lock) : takeRunLock(id).catch(() => null);
    this.#saveAgainAt = performance.now() + SAVE_EVERY_MS;
    const saved = isClaimed ? momentOf(model) : '';
    this.#run = { id, model, lock, isNew: !isClaimed, saved, isAwaitingData: false, isLost: false };
    if (!isClaimed) return;
    claim.isTaken = true;
    this.#claim = this.#continuing = null;
  }

  /** Stops following the run, which has ended. Other trainers may continue it once it is stored. */
  #letGo(): void {
    const lock = this.#run?.lock;
    if (!this.#run || !lock) return;
    this.#run.lock = null;
    this.#released = this.#writes.done().then(async () => (await lock)?.release());
  }

  /** Saves the run, which has ended, and stops following it. */
  #end(): void {
    const run = this.#run;
    this.#save();
    if (!run?.isAwaitingData) this.#letGo();
  }

  /**
   * Saves the run as soon as its data set has arrived, since a stored run identifies its data set by a checksum. If the run has
   * ended by then, the store stops following it.
   */
  async #saveWithData(run: FollowedRun, arrival: Promise<void>): Promise<void> {
    run.isAwaitingData = true;
    // If the data set does not arrive, the run reports that.
    const hasArrived = await arrival.then(
      () => true,
      () => false,
    );
    run.isAwaitingData = false;
    if (this.#run !== run) return;
    if (hasArrived && this.#session.model === run.model) this.#save();
    if (!this.#session.isUnderWay) this.#letGo();
  }

  /** Copies the run's state and queues it for writing, unless it has not changed. */
  #save(): void {
    const run = this.#run;
    if (!this.#isOn || !run?.lock || run.isLost || run.isAwaitingData) return;
    const { position } = run.model;
    const moment = momentOf(run.model);
    if (moment === run.saved || (position.epochs.length === 0 && position.step === 0)) return;
    const arrival = run.model.untilDataIsHere();
    if (arrival) return void this.#saveWithData(run, arrival);
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
      const saved = await saveCopy(known, this.#writer, await encodeCheckpoint(checkpoint, this.#sha256));
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

  /** Deletes surplus runs. Runs that are open somewhere are kept, even if they are old. */
  async #makeRoom(): Promise<void> {
    for (const id of await surplusRuns(MOST_RUNS)) {
      const lock = await takeRunLock(id);
      if (lock) await deleteCopies(id);
      await lock?.release();
    }
  }

  /** Emits a problem, but only once until a run has been stored again. */
  #tell(problem: StorageProblem, got: string): void {
    if (this.#told.has(problem)) return;
    this.#told.add(problem);
    this.#emit({ type: 'storage', runId: this.#runId, saved: null, problem, got });
  }
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A random id. `crypto.randomUUID` would be available only in secure contexts. */
const randomId = () => crypto.getRandomValues(new BigUint64Array(1)).join();
