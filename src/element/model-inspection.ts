import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Examination, FirstLayer, GreyImage, Prediction } from '../../worker/protocol';
import type { TrainerClient } from '../client/trainer-client';
import type { RunState } from '../state/run-state';

/** Least time between two looks at the network: an epoch may take less, and nobody sees more than three a second. */
const LOOK_EVERY_MS = 300;
/** While the first epoch goes on nothing is at hand yet, and each look costs the training some thirty milliseconds. */
const FIRST_LOOK_EVERY_MS = 2000;
/** Units of the first layer that are shown. */
const MOST_UNITS = 64;

/** Makes a call to the trainer; see `RunSession.ask`. */
type Call = <T>(make: (client: TrainerClient) => Promise<T>) => Promise<T>;

/** Which weights are looked at. */
interface Moment {
  /** After this epoch; null for the weights of the moment. */
  readonly epoch: number | null;
  /** Names the weights: it changes when they do. */
  readonly version: string;
  /** Whether there are garments to look at. */
  readonly hasData: boolean;
  /** Least time since the look before. */
  readonly everyMs: number;
}

/**
 * Follows a run with looks at its network: after every epoch, and back to the epochs before when the visitor travels
 * there. One look is under way at a time; of those that were missed meanwhile only the latest is made up for.
 */
export class ModelInspection implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #call: Call;
  #moment: Moment | null = null;
  #lookedAt: string | null = null;
  #lookedLast = Number.NEGATIVE_INFINITY;
  #isLooking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #viewed: number | null = null;
  #runId: number | null = null;

  /** What the network makes of the validation images; null before the first look. */
  examination: Examination | null = null;
  layer: FirstLayer | null = null;

  constructor(host: ReactiveControllerHost, call: Call) {
    this.#host = host;
    this.#call = call;
    host.addController(this);
  }

  /** The epoch the visitor has gone back to; null is now. */
  get viewed(): number | null {
    return this.#viewed;
  }

  /** Names the weights that `predict` answers with. */
  get version(): string {
    return this.#moment?.version ?? '';
  }

  /** Goes back to an epoch, or with null to now. */
  view(epoch: number | null): void {
    this.#viewed = epoch;
    this.#host.requestUpdate();
  }

  /** The ten probabilities of images, under the weights that are looked at. */
  readonly predict = (images: Uint8Array): Promise<readonly Prediction[]> =>
    this.#call((client) => client.predict(images, this.#moment?.epoch ?? null));

  readonly formatPhoto = (photo: ImageBitmap | GreyImage): Promise<Uint8Array> =>
    this.#call((client) => client.formatPhoto(photo));

  readonly loadGarments = (indices: readonly number[]): Promise<Uint8Array> =>
    this.#call((client) => client.garments(indices));

  readonly excitingGarments = (unit: number, count: number): Promise<readonly number[]> =>
    this.#call((client) => client.excitingGarments(unit, count, this.#moment?.epoch ?? null));

  /**
   * Follows what the worker has said.
   * @param isShown whether anything of the network is on the screen
   */
  follow(state: RunState, isShown: boolean): void {
    const runId = (state.run ?? state.opened)?.runId ?? null;
    if (runId !== this.#runId) this.#changeRun(runId);
    if (this.#viewed !== null && !state.run?.keptEpochs.includes(this.#viewed)) {
      this.#viewed = nearest(state.run?.keptEpochs ?? [], this.#viewed);
    }
    this.#moment = momentOf(state, this.#viewed);
    if (isShown) this.#lookSoon();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Another run is on the screen. What the one before was like stays there until the new one has something to show. */
  #changeRun(runId: number | null): void {
    this.#runId = runId;
    this.#viewed = null;
    this.#lookedAt = null;
    if (runId !== null) return;
    this.examination = null;
    this.layer = null;
  }

  #lookSoon(): void {
    if (!this.#moment || this.#isLooking || this.#moment.version === this.#lookedAt) return;
    const wait = this.#lookedLast + this.#moment.everyMs - performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), Math.max(0, wait));
  }

  async #look(): Promise<void> {
    const moment = this.#moment;
    if (!moment || this.#isLooking) return;
    this.#isLooking = true;
    this.#lookedLast = performance.now();
    this.#lookedAt = moment.version;
    const runId = this.#runId;
    try {
      const [examination, layer] = await Promise.all([
        moment.hasData ? this.#call((client) => client.examine(moment.epoch)) : null,
        this.#call((client) => client.firstLayer(MOST_UNITS, moment.epoch)),
      ]);
      if (runId === this.#runId) Object.assign(this, { examination, layer });
    } catch {
      // The model went away meanwhile, or its epoch was thinned out: what was shown before stays, and the next event
      // asks for what there is then.
    } finally {
      this.#isLooking = false;
      this.#host.requestUpdate();
    }
  }
}

/** What is to be looked at: the epoch gone back to, the last one, or in the middle of an epoch that stands still, the moment. */
function momentOf({ state, run, opened, runId }: RunState, viewed: number | null): Moment | null {
  if (!run)
    return opened && { epoch: null, version: `${opened.runId}`, hasData: false, everyMs: LOOK_EVERY_MS };
  const last = run.keptEpochs.at(-1) ?? null;
  const { progress, history } = run;
  // Of a run that was stored none of the epochs before are here, though it has been trained.
  const isInside =
    last === null ? progress !== null || history.epochs.length > 0 : (progress?.epoch ?? 0) > last;
  const standsStill = run.runId !== runId || state !== 'training';
  if (viewed === null && isInside && (standsStill || last === null)) {
    const version = `${run.runId}: step ${progress?.step} of epoch ${progress?.epoch}`;
    return { epoch: null, version, hasData: true, everyMs: standsStill ? LOOK_EVERY_MS : FIRST_LOOK_EVERY_MS };
  }
  const epoch = viewed ?? last;
  return epoch === null
    ? null
    : { epoch, version: `${run.runId}: epoch ${epoch}`, hasData: true, everyMs: LOOK_EVERY_MS };
}

/** The kept epoch next to one that has been thinned out; null when there is none. */
function nearest(kept: readonly number[], epoch: number): number | null {
  return kept.reduce<number | null>(
    (found, candidate) =>
      found === null || Math.abs(candidate - epoch) < Math.abs(found - epoch) ? candidate : found,
    null,
  );
}
