import { html, nothing, type PropertyValues, type ReactiveElement, type TemplateResult } from 'lit';
import { type StepInspection, TrainerError, type TrainerErrorReport } from '../../../worker/protocol';
import { className } from '../../language/class-names';
import { formatCount } from '../../language/format-numbers';
import { errorHeadline, errorRemedy } from '../../language/worker-words';
import { LatestOnly } from '../../state/latest-only';
import { request } from '../../state/requests';
import type { InspectStep } from '../../state/sources';
import { GARMENT_PIXELS } from '../../ui/garment-canvas';
import { disclosure, probes, titledSection } from '../../ui/tokens.styles';
import { LoadedView, viewState } from '../lazy/loaded-view';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { followBatchKey, renderBatch } from './batch-images';
import { CODE_OF_PANEL } from './keras-lines';
import { panelStyles } from './panel.styles';
import type { PanelContext } from './panel-context';
import { PANELS } from './panels';
import { COLOUR_NAMES, type Colours, type Paint } from './pictures';
import { SOURCE_LINES } from './source-lines';
import { stepStyles } from './step.styles';
import { STEP } from './step.wording';

/** How long Play shows a stage. */
const PLAY_MS = 6000;

/** The element that the view draws, with the properties of `FmnistStep`. */
interface StepHost extends ReactiveElement {
  readonly inspect: InspectStep | null;
  readonly stepVersion: string;
  readonly classNames: readonly string[];
  open: boolean;
}

/** The stages of one step. This part of `FmnistStep` loads when it is first opened. */
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
    if (!open || !this.inspection) this.#play(false);
    const isNews = changed.has('inspect') || changed.has('stepVersion') || changed.has('open');
    if (open && inspect && isNews && this.shown !== stepVersion) this.#asks.request();
  }

  override updated(): void {
    if (this.host.open) this.#requestDraw();
  }

  override render(): TemplateResult {
    const { inspection, failure } = this;
    const { inspect } = this.host;
    return html`<section aria-labelledby="title" @transitionend=${this.#requestDraw}>
      <div class="head">
        <h3 id="title">${VIEW_TITLES.step}</h3>
        <p>${inspection ? this.#renderPlace(inspection) : nothing}</p>
        <button type="button" class="quiet" aria-expanded="true" @click=${this.#close}>${STEP.close}</button>
      </div>
      <p class=${inspect && inspection ? 'unseen' : nothing} role="status">${this.#stateWords()}</p>
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
    const title = STEP[(PANELS[this.panel] as (typeof PANELS)[number]).name];
    return STEP.position(String(this.panel + 1), String(PANELS.length), title);
  }

  #renderPanels(inspection: StepInspection): TemplateResult {
    const { name, hasImages, render } = PANELS[this.panel] as (typeof PANELS)[number];
    const names = this.host.classNames.map(className);
    const context: PanelContext = { inspection, chosen: this.chosen, choose: this.#choose, names };
    return html`
      <div class="bar">
        <div role="tablist" part="stages" aria-label=${STEP.stages} @click=${this.#press} @keydown=${this.#followKey}>
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
        </div>
        ${this.#renderWalk(inspection)}
      </div>
      <div id="panel" part="panel" role="tabpanel" tabindex="0" aria-labelledby=${name}>
        <h4 class="stage">${STEP[name]}</h4>
        <p>${STEP[`${name}About`]}</p>
        ${this.#renderCode(name)}
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

  #renderWalk({ step, steps }: StepInspection): TemplateResult {
    const isLast = this.panel === PANELS.length - 1;
    const isPaused = this.host.inspect !== null;
    return html`<div class="walk">
      <button type="button" aria-disabled=${this.panel === 0} @click=${() => this.#show(this.panel - 1)}>${STEP.back}</button>
      <button
        type="button"
        class="primary"
        aria-disabled=${isLast && !isPaused}
        @click=${isLast ? this.#take : () => this.#show(this.panel + 1)}
      >${isLast ? STEP.take : STEP.next}</button>
      <button type="button" @click=${() => this.#play(!this.isPlaying)}>${this.isPlaying ? STEP.stop : STEP.play}</button>
      <button type="button" aria-disabled=${!isPaused || step === steps} @click=${this.#toLastBatch}>${STEP.lastBatchButton}</button>
    </div>`;
  }

  #renderCode(name: (typeof PANELS)[number]['name']): TemplateResult {
    const line = SOURCE_LINES[name];
    const place = line && `${line.file}:${line.line}`;
    return html`<dl class="code">
      <div><dt>${STEP.keras}</dt><dd><code>${CODE_OF_PANEL[name]}</code></dd></div>
      ${
        line
          ? html`<div>
              <dt>${STEP.ours}</dt>
              <dd><code>${line.code}</code> ${line.address ? html`<a href=${line.address}>${place}</a>` : html`<span>${place}</span>`}</dd>
            </div>`
          : nothing
      }
    </dl>`;
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
    this.find(`#${(PANELS[this.panel] as (typeof PANELS)[number]).name}`).focus();
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

/** Why a step cannot be shown. If the answer would be too large, the worker's error has its size. */
function failureWords(failure: TrainerErrorReport): string {
  if (failure.code !== 'call-refused') return `${errorHeadline(failure)} ${errorRemedy(failure)}`;
  const megabytes = /([\d,]+) MB/.exec(failure.got)?.[1];
  return megabytes ? STEP.tooLarge(megabytes) : STEP.noNext;
}
