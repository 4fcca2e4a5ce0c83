import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type {
  Activations,
  Examination,
  FirstLayer,
  GreyImage,
  Prediction,
  ReadPhoto,
  StepInspection,
  UnitWeights,
} from '../../worker/protocol';
import type { TrainerClient } from '../client/trainer-client';
import type { RunState } from '../state/run-state';

/** The least time between two looks at the network. An epoch can be shorter, but more than three pictures a second are of no use. */
const LOOK_EVERY_MS = 300;
/** The same during the first epoch. There is no validation yet whose predictions could be used, so each look costs about 30 ms of training time. */
const FIRST_LOOK_EVERY_MS = 2000;
/** How many units of the first layer are shown. */
const MOST_UNITS = 64;

/** Calls the trainer; see `RunSession.ask`. */
type Ask = <T>(make: (client: TrainerClient) => Promise<T>) => Promise<T>;

/** The weights to look at. */
interface Target {
  /** The weights after this epoch; null for the current weights. */
  readonly epoch: number | null;
  /** A name of the weights. It changes when they change. */
  readonly version: string;
  /** Whether there are validation images. */
  readonly hasData: boolean;
  /** The least time since the previous look. */
  readonly everyMs: number;
}

/**
 * Looks at the network of a run after every epoch, and at an earlier epoch when the visitor goes back to it. A look waits until the
 * previous one is answered. If several epochs end meanwhile, only the latest is looked at.
 */
export class ModelInspection implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #ask: Ask;
  #target: Target | null = null;
  /** The version that the last look was for. */
  #lookedAt: string | null = null;
  #lookedLast = Number.NEGATIVE_INFINITY;
  #isLooking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #viewed: number | null = null;
  #runId: number | null = null;

  /** The predictions for the validation images; null before the first look. */
  examination: Examination | null = null;
  /** The weights of the first layer; null before the first look. */
  layer: FirstLayer | null = null;

  constructor(host: ReactiveControllerHost, ask: Ask) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  /** The epoch that the visitor has gone back to; null for the current weights. */
  get viewed(): number | null {
    return this.#viewed;
  }

  /** A name of the weights that `predict` uses. It changes when they change. */
  get version(): string {
    return this.#target?.version ?? '';
  }

  /** Goes back to an epoch, or with null to the current weights. */
  view(epoch: number | null): void {
    this.#viewed = epoch;
    this.#host.requestUpdate();
  }

  // The calls of the views, with the weights that are shown.

  readonly predict = (images: Uint8Array): Promise<readonly Prediction[]> =>
    this.#ask((client) => client.predict(images, this.#target?.epoch ?? null));

  readonly activations = (images: Uint8Array): Promise<Activations> =>
    this.#ask((client) => client.activations(images, this.#target?.epoch ?? null));

  readonly unitWeights = (layer: number, unit: number): Promise<UnitWeights> =>
    this.#ask((client) => client.unitWeights(layer, unit, this.#target?.epoch ?? null));

  readonly formatPhoto = (photo: ImageBitmap | GreyImage): Promise<Uint8Array> =>
    this.#ask((client) => client.formatPhoto(photo));

  readonly readPhoto = (photo: Blob, edge: number): Promise<ReadPhoto> =>
    this.#ask((client) => client.readPhoto(photo, edge));

  readonly loadGarments = (indices: readonly number[]): Promise<Uint8Array> =>
    this.#ask((client) => client.garments(indices));

  readonly excitingGarments = (unit: number, count: number): Promise<readonly number[]> =>
    this.#ask((client) => client.excitingGarments(unit, count, this.#target?.epoch ?? null));

  readonly inspectStep = (): Promise<StepInspection> => this.#ask((client) => client.inspectStep());

  /**
   * Looks at the network if its weights have changed. To be called before each update of the element.
   * @param isShown whether the screen shows anything of the network
   */
  follow(state: RunState, isShown: boolean): void {
    const runId = (state.run ?? state.opened)?.runId ?? null;
    if (runId !== this.#runId) this.#changeRun(runId);
    if (this.#viewed !== null && !state.run?.keptEpochs.includes(this.#viewed)) {
      this.#viewed = nearest(state.run?.keptEpochs ?? [], this.#viewed);
    }
    this.#target = targetOf(state, this.#viewed);
    if (isShown) this.#lookSoon();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Another run is on the screen. The pictures of the last run stay until the new run has its own. */
  #changeRun(runId: number | null): void {
    this.#runId = runId;
    this.#viewed = null;
    this.#lookedAt = null;
    if (runId !== null) return;
    this.examination = null;
    this.layer = null;
  }

  #lookSoon(): void {
    if (!this.#target || this.#isLooking || this.#target.version === this.#lookedAt) return;
    const wait = this.#lookedLast + this.#target.everyMs - performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), Math.max(0, wait));
  }

  async #look(): Promise<void> {
    const target = this.#target;
    if (!target || this.#isLooking) return;
    this.#isLooking = true;
    this.#lookedLast = performance.now();
    this.#lookedAt = target.version;
    const runId = this.#runId;
    try {
      const [examination, layer] = await Promise.all([
        target.hasData ? this.#ask((client) => client.examine(target.epoch)) : null,
        this.#ask((client) => client.firstLayer(MOST_UNITS, target.epoch)),
      ]);
      if (runId === this.#runId) Object.assign(this, { examination, layer });
    } catch {
      // The model was dropped meanwhile, or the weights of this epoch were. The old pictures stay until the next event causes
      // another look.
    } finally {
      this.#isLooking = false;
      this.#host.requestUpdate();
    }
  }
}

/**
 * The weights to look at: those of the epoch that the visitor has gone back to, or else of the last epoch. If the run is paused or
 * stopped within an epoch, or if no epoch has ended yet, the current weights.
 */
function targetOf({ state, run, opened, runId }: RunState, viewed: number | null): Target | null {
  if (!run)
    return opened && { epoch: null, version: `${opened.runId}`, hasData: false, everyMs: LOOK_EVERY_MS };
  const last = run.keptEpochs.at(-1) ?? null;
  const { progress, history } = run;
  // A stored run that is continued has epochs in its history, but their weights are not kept here.
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

/** The kept epoch that is nearest to one whose weights have been dropped; null if no epoch is kept. */
function nearest(kept: readonly number[], epoch: number): number | null {
  return kept.reduce<number | null>(
    (found, candidate) =>
      found === null || Math.abs(candidate - epoch) < Math.abs(found - epoch) ? candidate : found,
    null,
  );
}
