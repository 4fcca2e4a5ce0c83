import { html, nothing, type PropertyValues, type ReactiveElement, type TemplateResult } from 'lit';
import { type StepInspection, TrainerError, type TrainerErrorReport } from '../../../worker/protocol';
import { className } from '../../language/class-names';
import { formatCount } from '../../language/format-numbers';
import { LatestOnly } from '../../state/latest-only';
import { request } from '../../state/requests';
import type { InspectStep } from '../../state/sources';
import { GARMENT_PIXELS } from '../../ui/garment-canvas';
import { disclosure, probes, titledSection } from '../../ui/tokens.styles';
import { LoadedView, viewState } from '../lazy/loaded-view';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { followBatchKey, renderBatch } from './batch-images';
import { renderCode } from './code-lines';
import { failureWords } from './failure-words';
import { renderLessonLink } from './lesson-link';
import { panelStyles } from './panel.styles';
import type { PanelContext } from './panel-context';
import { PANELS } from './panels';
import { COLOUR_NAMES, type Colours, type Paint } from './pictures';
import { stepStyles } from './step.styles';
import { STEP } from './step.wording';

/** How long Play shows a stage. */
const PLAY_MS = 6000;

/** The element that the view draws, with the properties of `FmnistStep`. */
interface StepHost extends ReactiveElement {
  readonly inspect: InspectStep | null;
  readonly stepVersion: string;
  readonly classNames: readonly string[];
  readonly stage: string | undefined;
  readonly guide: string | undefined;
  open: boolean;
}

type Panel = (typeof PANELS)[number];

/** The stages of one step, or a single one of them. This part of `FmnistStep` loads when it is first opened. */
export class StepView extends LoadedView<StepHost> {
  override readonly styles = [titledSection, probes, disclosure, panelStyles, stepStyles];

  @viewState() private panel = 0;
  @viewState() private chosen = 0;
  @viewState() private inspection: StepInspection | null = null;
  /** The version of the step that `inspection` describes. */
  @viewState() private shown = '';
  @viewState() private failure: TrainerErrorReport | null = null;
  @viewState() private isPlaying = false;

  #frame = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #asks = new LatestOnly(() => this.#ask(), 0);

  /** The only stage that the page shows; undefined if the visitor walks through all of them. */
  get #only(): Panel | undefined {
    return PANELS.find(({ name }) => name === this.host.stage);
  }

  get #current(): Panel {
    return this.#only ?? (PANELS[this.panel] as Panel);
  }

  override connected(): void {
    if (this.isDrawn) this.#requestDraw();
  }

  override disconnected(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#play(false);
  }

  override willUpdate(changed: PropertyValues<StepHost>): void {
    const { inspect, open, stepVersion } = this.host;
    if (!stepVersion) {
      this.inspection = this.failure = null;
      this.shown = '';
    }
    if (!open || !this.inspection || this.#only) this.#play(false);
    const isNews = changed.has('inspect') || changed.has('stepVersion') || changed.has('open');
    if (open && inspect && isNews && this.shown !== stepVersion) this.#asks.request();
  }

  override updated(): void {
    if (this.host.open) this.#requestDraw();
  }

  override render(): TemplateResult {
    const { inspection, failure } = this;
    const { inspect } = this.host;
    const only = this.#only;
    return html`<section aria-labelledby="title" @transitionend=${this.#requestDraw}>
      <div class="head">
        <h3 id="title">${only ? STEP[only.name] : VIEW_TITLES.step}</h3>
        <p>${inspection ? this.#renderPlace(inspection) : nothing}</p>
        <button type="button" class="quiet" aria-expanded="true" @click=${this.#close}>${STEP.close}</button>
      </div>
      <p class=${inspect && inspection ? 'unseen' : nothing} role=${only ? nothing : 'status'}>${this.#stateWords()}</p>
      ${failure ? html`<p class="failure" role="alert">${failureWords(failure)}</p>` : nothing}
      ${inspection ? this.#renderPanels(inspection) : nothing}
      ${COLOUR_NAMES.map((colour) => html`<span class="probe ${colour}"></span>`)}
    </section>`;
  }

  #renderPlace({ epoch, step, steps, count }: StepInspection): string {
    return STEP.place(formatCount(epoch), formatCount(step), formatCount(steps), formatCount(count));
  }

  #stateWords(): string {
    const { inspect, stepVersion } = this.host;
    if (this.failure) return '';
    if (!inspect) return this.inspection ? STEP.gone : STEP.waiting;
    return this.shown === stepVersion ? this.#positionWords() : STEP.computing;
  }

  #positionWords(): string {
    if (this.#only) return '';
    return STEP.position(String(this.panel + 1), String(PANELS.length), STEP[this.#current.name]);
  }

  #renderPanels(inspection: StepInspection): TemplateResult {
    const { name, hasImages, render } = this.#current;
    const isOneOfMany = !this.#only;
    const names = this.host.classNames.map(className);
    const context: PanelContext = { inspection, chosen: this.chosen, choose: this.#choose, names };
    return html`
      <div class="bar">${isOneOfMany ? this.#renderTabs() : nothing} ${this.#renderWalk(inspection)}</div>
      <div
        id="panel"
        part="panel"
        role=${isOneOfMany ? 'tabpanel' : nothing}
        tabindex=${isOneOfMany ? 0 : nothing}
        aria-labelledby=${isOneOfMany ? name : nothing}
      >
        ${isOneOfMany ? html`<h4 class="stage">${STEP[name]}</h4>` : nothing}
        <p>${STEP[`${name}About`]} ${renderLessonLink(this.host, name)}</p>
        ${renderCode(name)}
        <div class=${hasImages ? 'with-images' : nothing}>
          ${
            hasImages
              ? html`<div class="block" @click=${this.#pressImage} @keydown=${followBatchKey}>${renderBatch(context)}</div>`
              : nothing
          }
          <div class="content ${hasImages ? '' : 'in-columns'}">${render(context)}</div>
        </div>
      </div>`;
  }

  #renderTabs(): TemplateResult {
    return html`<div role="tablist" part="stages" aria-label=${STEP.stages} @click=${this.#press} @keydown=${this.#followKey}>
      ${PANELS.map(
        (panel, i) => html`<button
          type="button"
          role="tab"
          id=${panel.name}
          aria-selected=${i === this.panel}
          aria-controls="panel"
          tabindex=${i === this.panel ? 0 : -1}
        ><span aria-hidden="true">${i + 1}</span> ${STEP[panel.name]}</button>`,
      )}
    </div>`;
  }

  /** The buttons that move between the stages, and those that move the run. A single stage has only the latter. */
  #renderWalk({ step, steps }: StepInspection): TemplateResult {
    const isOneOfMany = !this.#only;
    const isLast = !isOneOfMany || this.panel === PANELS.length - 1;
    const isPaused = this.host.inspect !== null;
    return html`<div class="walk">
      ${
        isOneOfMany
          ? html`<button type="button" aria-disabled=${this.panel === 0} @click=${() => this.#show(this.panel - 1)}>${STEP.back}</button>`
          : nothing
      }
      <button
        type="button"
        class="primary"
        aria-disabled=${isLast && !isPaused}
        @click=${isLast ? this.#take : () => this.#show(this.panel + 1)}
      >${isLast ? STEP.take : STEP.next}</button>
      ${
        isOneOfMany
          ? html`<button type="button" @click=${() => this.#play(!this.isPlaying)}>${this.isPlaying ? STEP.stop : STEP.play}</button>`
          : nothing
      }
      <button type="button" aria-disabled=${!isPaused || step === steps} @click=${this.#toLastBatch}>${STEP.lastBatchButton}</button>
    </div>`;
  }

  /** Requests the numbers of the next step. If the next step changes before the answer, they are requested again. */
  async #ask(): Promise<void> {
    const { inspect, stepVersion } = this.host;
    if (!inspect) return;
    try {
      const inspection = await inspect();
      if (stepVersion !== this.host.stepVersion) return;
      this.failure = null;
      this.shown = stepVersion;
      this.chosen = Math.min(this.chosen, inspection.count - 1);
      this.inspection = inspection;
    } catch (thrown) {
      // The run has been resumed, stopped or dropped meanwhile, and the screen shows that.
      if (stepVersion !== this.host.stepVersion || !this.host.inspect) return;
      this.inspection = null;
      this.shown = '';
      this.failure = TrainerError.from(thrown).toReport();
    }
  }

  readonly #choose = (position: number): void => {
    this.chosen = position;
    const pixels = this.inspection?.pipeline.pixels.slice(
      position * GARMENT_PIXELS,
      (position + 1) * GARMENT_PIXELS,
    );
    if (pixels) request(this.host, { type: 'show-garment', garment: pixels });
  };

  #show(panel: number): void {
    this.#play(false);
    this.panel = Math.max(0, Math.min(PANELS.length - 1, panel));
  }

  #play(isPlaying: boolean): void {
    clearInterval(this.#timer);
    this.isPlaying = isPlaying;
    if (!isPlaying) return;
    if (this.panel === PANELS.length - 1) this.panel = 0;
    this.#timer = setInterval(() => {
      this.panel++;
      if (this.panel === PANELS.length - 1) this.#play(false);
    }, PLAY_MS);
  }

  readonly #take = (): void => {
    if (!this.host.inspect) return;
    request(this.host, { type: 'step', unit: 'batch' });
    this.#show(0);
  };

  readonly #toLastBatch = (): void => {
    const { inspection } = this;
    if (!this.host.inspect || !inspection || inspection.step === inspection.steps) return;
    this.#play(false);
    request(this.host, { type: 'step', unit: 'last-batch' });
  };

  readonly #close = (): void => {
    this.host.open = false;
  };

  #press(event: Event): void {
    const tab = (event.target as Element).closest('[role=tab]');
    const panel = PANELS.findIndex(({ name }) => name === tab?.id);
    if (panel >= 0) this.#show(panel);
  }

  #pressImage(event: Event): void {
    const option = (event.target as Element).closest<HTMLElement>('[role=option]');
    if (option) this.#choose([...(option.parentElement as HTMLElement).children].indexOf(option));
  }

  #followKey(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const last = PANELS.length - 1;
    const to = { ArrowLeft: this.panel - 1, ArrowRight: this.panel + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#show(to);
    this.find(`#${this.#current.name}`).focus();
  }

  readonly #requestDraw = (): void => {
    if (this.#frame === 0 && this.host.isConnected) this.#frame = requestAnimationFrame(this.#draw);
  };

  readonly #draw = (): void => {
    this.#frame = 0;
    const colours = this.#readColours();
    for (const canvas of this.host.renderRoot.querySelectorAll('canvas')) {
      const { paint } = canvas as HTMLCanvasElement & { paint?: Paint };
      paint?.(canvas.getContext('2d') as CanvasRenderingContext2D, colours);
    }
  };

  /** The computed colours of the probes. A canvas parses every colour format. */
  #readColours(): Colours {
    const context = new OffscreenCanvas(1, 1).getContext('2d', {
      willReadFrequently: true,
    }) as OffscreenCanvasRenderingContext2D;
    const colourOf = (name: string): [string, readonly number[]] => {
      context.fillStyle = getComputedStyle(this.find(`.probe.${name}`)).color;
      context.fillRect(0, 0, 1, 1);
      return [name, [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)]];
    };
    return Object.fromEntries(COLOUR_NAMES.map(colourOf)) as Colours;
  }
}
