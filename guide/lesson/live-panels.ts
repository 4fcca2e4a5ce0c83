import type { FmnistStep, FmnistTrainer, StepInspection } from '../../src/index';
import type { RequestEvent } from '../../src/state/requests';

/** The place of a panel: until the reader asks for the panel, it has a sentence and a button. */
interface Place {
  readonly invitation: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly output: HTMLOutputElement;
  readonly panel: FmnistStep;
}

/** Refusals that only mean that the reader has pressed another button since. */
const OVERTAKEN = ['call-refused', 'call-overtaken'];

/** A batch takes less. Panels that changed their words for such a moment would make the page jump. */
const MOMENT_MS = 300;

/**
 * Shows the next step of a trainer's run in the panels of the page: all of them the same step, and the next one at each pause. Nothing
 * loads before the reader starts the run or presses a panel's button.
 *
 * A panel opens where it moves nothing that the reader looks at: when its button is pressed, or by itself at a pause if it is below the
 * window.
 */
export class LivePanels {
  readonly #trainer: FmnistTrainer;
  readonly #places: readonly Place[];
  #classNames: readonly string[] = [];
  /** The number of the step that the panels show. */
  #step = 0;
  /** The answer for this step. All panels share it. */
  #answer: Promise<StepInspection> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(trainer: FmnistTrainer, elements: Iterable<HTMLElement>) {
    this.#trainer = trainer;
    this.#places = Array.from(elements, placeIn);
    trainer.addEventListener('fmnist-ready', ({ detail }) => {
      this.#classNames = detail.data.classNames;
    });
    trainer.addEventListener('fmnist-state', () => this.#follow());
    // The optimizer's update of the next step has changed.
    trainer.addEventListener('fmnist-learning-rate', () => this.#follow());
    for (const place of this.#places) {
      place.button.addEventListener('click', () => void this.#look(place));
      place.panel.addEventListener('fmnist-request', (event) => this.#answerRequest(event as RequestEvent));
    }
  }

  #follow(): void {
    clearTimeout(this.#timer);
    switch (this.#trainer.state) {
      case 'paused':
        this.#showNextStep();
        break;
      case 'idle':
        for (const place of this.#places) this.#empty(place);
        break;
      default:
        this.#timer = setTimeout(() => this.#feed(null), MOMENT_MS);
    }
  }

  #showNextStep(): void {
    this.#step++;
    this.#answer = null;
    this.#feed(() => {
      this.#answer ??= this.#trainer.inspectStep();
      return this.#answer;
    });
    for (const place of this.#places) if (isBelowWindow(place)) this.#open(place);
  }

  /** Gives the panels what computes their numbers; null while the run is not paused. They keep the numbers that they have. */
  #feed(inspect: FmnistStep['inspect']): void {
    for (const { panel } of this.#places)
      Object.assign(panel, { inspect, stepVersion: String(this.#step), classNames: this.#classNames });
  }

  /** Opens a panel, unless it has been opened before: the reader may have closed it. */
  #open({ invitation, panel }: Place): void {
    if (invitation.hidden) return;
    invitation.hidden = true;
    panel.hidden = false;
    panel.open = true;
  }

  /** There is no run any more. */
  #empty({ invitation, panel }: Place): void {
    Object.assign(panel, { inspect: null, stepVersion: '', open: false, hidden: true });
    invitation.hidden = false;
  }

  /** Opens the panel of a button, at the next batch of the run. */
  async #look(place: Place): Promise<void> {
    const { button, output, panel } = place;
    if (button.ariaBusy === 'true') return;
    const { waiting = '', failed = '' } = output.dataset;
    button.ariaBusy = 'true';
    output.textContent = this.#trainer.state === 'paused' ? '' : waiting;
    try {
      await pauseRun(this.#trainer);
      output.textContent = this.#trainer.state === 'failed' ? failed : '';
    } catch (thrown) {
      const { code } = thrown as { readonly code?: string };
      output.textContent = code && OVERTAKEN.includes(code) ? '' : failed;
    }
    button.ariaBusy = null;
    if (this.#trainer.state !== 'paused') return;
    const hasFocus = button.matches(':focus');
    this.#open(place);
    if (!hasFocus) return;
    // The button is gone.
    panel.tabIndex = -1;
    panel.focus({ preventScroll: true });
  }

  /** A panel has buttons that move the run. */
  #answerRequest({ detail }: RequestEvent): void {
    if (detail.type !== 'step') return;
    this.#trainer.step(detail.unit).catch(() => {
      // The trainer shows a failure. A refusal means that the run trains already.
    });
  }
}

function placeIn(element: HTMLElement): Place {
  const one = <E extends Element>(selector: string) => element.querySelector<E>(selector) as E;
  return {
    invitation: one('.invitation'),
    button: one('button'),
    output: one('output'),
    panel: one('fmnist-step'),
  };
}

function isBelowWindow({ invitation }: Place): boolean {
  return invitation.getBoundingClientRect().top >= innerHeight;
}

/** Pauses the run after a batch. Starts one if there is none. */
async function pauseRun(trainer: FmnistTrainer): Promise<void> {
  const isLoading = trainer.state === 'loading';
  if (isLoading)
    await new Promise((resolve) => trainer.addEventListener('fmnist-state', resolve, { once: true }));
  if (trainer.state === 'training') await trainer.pause();
  else if (trainer.state !== 'paused' && !isLoading) await trainer.step('batch');
}
