import { html, nothing, type PropertyValues, type ReactiveElement, type TemplateResult } from 'lit';
import { TrainerError } from '../../../worker/protocol';
import { className } from '../../language/class-names';
import { formatAccuracyTick } from '../../language/format-numbers';
import { errorHeadline, errorRemedy } from '../../language/worker-words';
import { LatestOnly } from '../../state/latest-only';
import { request } from '../../state/requests';
import type { FormatPhoto, Predict, ReadPhotoFile } from '../../state/sources';
import { GARMENT_EDGE, paintGarment } from '../../ui/garment-canvas';
import { LoadedView, viewState } from '../lazy/loaded-view';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { Drawing, TOOLS, type Tool } from './drawing';
import { fitPhoto } from './fit-photo';
import { GarmentGuess } from './garment-guess';
import { garmentPadStyles } from './garment-pad.styles';
import { GARMENT_PAD } from './garment-pad.wording';
import { PadPens } from './pad-pens';
import { STARTERS, starterShape } from './starter-shapes';

/** Edge of the drawing, in pixels: twenty per pixel that the network sees. */
const PAD_EDGE = 560;
/** Minimum time between two changes of the sentence, so that it can be read and spoken. */
const SENTENCE_MS = 700;
/** Stroke widths, as fractions of the pad's edge. */
const WIDTHS = { thin: 1 / 28, medium: 2 / 28, broad: 4 / 28 };
type Width = keyof typeof WIDTHS;
/** What the file chooser offers: pictures made of pixels. An SVG is a document that is drawn by the page's thread. */
const PHOTO_TYPES = ['jpeg', 'png', 'webp', 'gif', 'avif', 'bmp'].map((type) => `image/${type}`).join();

/** The element that the view draws, with the properties of `FmnistGarmentPad`. */
interface GarmentPadHost extends ReactiveElement {
  readonly classNames: readonly string[];
  readonly predict: Predict | null;
  readonly formatPhoto: FormatPhoto | null;
  readonly readPhoto: ReadPhotoFile | null;
  readonly hasPicture: boolean;
  readonly sample: number | null;
  readonly weightsVersion: number | string;
}

/** The pad, its tools and the image that the network sees. This part of `FmnistGarmentPad` loads when it is first shown. */
export class GarmentPadView extends LoadedView<GarmentPadHost> {
  override readonly styles = [garmentPadStyles];

  @viewState() private tool: Tool = 'shape';
  @viewState() private width: Width = 'medium';

  #drawing: Drawing | undefined;
  #paintedSeen: Uint8Array | null = null;
  #sentence = '';
  #pastedIn: Document | undefined;
  readonly #guess = new GarmentGuess(this.host, () => this.#drawing);
  readonly #says = new LatestOnly(async () => {
    this.#sentence = this.#words();
    this.requestUpdate();
  }, SENTENCE_MS);
  readonly #pens = new PadPens({
    begin: (x, y, erases) => {
      const tool = erases ? 'eraser' : this.tool;
      const width = WIDTHS[tool === 'shape' ? 'thin' : this.width];
      this.#change((drawing) => drawing.begin({ tool, width, points: [x, y] }));
    },
    move: (points) => this.#change((drawing) => drawing.extend(points)),
    undo: () => this.#change((drawing) => drawing.undo()),
  });

  override connected(): void {
    this.#pastedIn = this.host.ownerDocument;
    this.#pastedIn.addEventListener('paste', this.#paste);
  }

  override disconnected(): void {
    this.#pastedIn?.removeEventListener('paste', this.#paste);
  }

  /** Shows a picture file in place of the drawing. */
  async showPhoto(file: Blob): Promise<void> {
    try {
      const photo = await (this.host.readPhoto ?? fitPhoto)(file, PAD_EDGE);
      this.#change((drawing) => drawing.show(photo));
    } catch (thrown) {
      this.#guess.fail(TrainerError.from(thrown));
    }
  }

  override updated(changed: PropertyValues<GarmentPadHost>): void {
    const pad = this.find<HTMLCanvasElement>('.pad');
    const { color } = getComputedStyle(pad);
    this.#drawing ??= new Drawing(pad, color);
    const cameOrWent = (name: 'predict' | 'formatPhoto') =>
      changed.has(name) && !changed.get(name) !== !this.host[name];
    if (changed.has('weightsVersion') || cameOrWent('predict') || cameOrWent('formatPhoto')) this.#guess.ask();
    const { sample } = this.host;
    if (changed.has('sample') && sample !== null && !this.#drawing.canUndo) this.#start(sample);
    if (this.#words() !== this.#sentence) this.#says.request();
    this.#paint(this.#drawing, color);
  }

  override render(): TemplateResult {
    return html`<section
      aria-labelledby="title"
      @dragover=${this.#drag}
      @dragleave=${this.#drag}
      @drop=${(event: DragEvent) => {
        this.#drag(event);
        this.#take(event, event.dataTransfer);
      }}
    >
      <h3 aria-labelledby="title">
        <span id="title">${VIEW_TITLES.garmentPad}</span><fmnist-help-tip .about=${VIEW_TITLES.garmentPad} .text=${GARMENT_PAD.help}></fmnist-help-tip>
      </h3>
      <p class="guess" aria-live="polite">${this.#sentence}</p>
      <div class=${this.host.hasPicture ? 'alone' : 'layout'}>
        ${this.#renderPad()}
        ${this.host.hasPicture ? nothing : this.#renderAnswer()} ${this.#renderStarters()}
        <p class="hidden" id="help">${GARMENT_PAD.help}</p>
      </div>
    </section>`;
  }

  #renderPad(): TemplateResult {
    const { error } = this.#guess;
    return html`<div class="drawing">
      <div class="frame">
        <canvas
          class="pad"
          part="pad"
          width=${PAD_EDGE}
          height=${PAD_EDGE}
          tabindex="0"
          role="application"
          aria-label=${GARMENT_PAD.pad}
          aria-describedby="help"
          @pointerdown=${this.#pens.pointerDown}
          @pointermove=${this.#pens.pointerMove}
          @lostpointercapture=${this.#pens.pointerEnd}
          @keydown=${this.#pens.keyDown}
          @blur=${this.#pens.lift}
          @transitionend=${() => this.requestUpdate()}
        ></canvas>
        <div class="cursor"></div>
      </div>
      <div class="tools">
        ${this.#renderChoice('tool', TOOLS)} ${this.#renderChoice('width', Object.keys(WIDTHS) as Width[])}
        <span>
          <button
            type="button"
            aria-disabled=${String(!this.#drawing?.canUndo)}
            @click=${() => this.#change((drawing) => drawing.undo())}
          >${GARMENT_PAD.undo}</button>
          <button
            type="button"
            aria-disabled=${String(this.#isBlank)}
            @click=${() => this.#change((drawing) => drawing.clear())}
          >${GARMENT_PAD.clear}</button>
          <button type="button" @click=${() => this.find('[type=file]').click()}>${GARMENT_PAD.choose}</button>
        </span>
        <input type="file" accept=${PHOTO_TYPES} hidden @change=${this.#chosen} />
      </div>
      <p class="error" role="alert">${
        error ? html`<strong>${errorHeadline(error)}</strong> ${errorRemedy(error)}` : nothing
      }</p>
      <p class="note" role="status">${this.#photoNotes()}</p>
    </div>`;
  }

  #renderAnswer(): TemplateResult {
    return html`<div class="answer">
      <figure>
        <canvas class="seen" part="seen" width=${GARMENT_EDGE} height=${GARMENT_EDGE}></canvas>
        <figcaption>${GARMENT_PAD.seen}</figcaption>
      </figure>
      <fmnist-probability-bars
        .probabilities=${this.#guess.prediction?.probabilities ?? null}
        .classNames=${this.host.classNames}
        .label=${null}
      ></fmnist-probability-bars>
    </div>`;
  }

  /** Keys of the wording: the names of the properties and of their values. */
  #renderChoice(name: 'tool' | 'width', choices: readonly (Tool | Width)[]): TemplateResult {
    const isIdle = name === 'width' && this.tool === 'shape';
    return html`<fieldset class=${name} aria-label=${GARMENT_PAD[name]} ?disabled=${isIdle}>
      ${choices.map(
        (choice) => html`<label title=${GARMENT_PAD[choice]}>
          <input
            type="radio"
            name=${name}
            aria-label=${GARMENT_PAD[choice]}
            .checked=${choice === this[name]}
            @change=${() => Object.assign(this, { [name]: choice })}
          />
          <span class=${choice}>${name === 'tool' ? GARMENT_PAD[choice] : nothing}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  #renderStarters(): TemplateResult {
    return html`<div class="starters" role="group" aria-label=${GARMENT_PAD.starters}>
      ${STARTERS.map(({ name: original, outline }, index) => {
        const name = className(this.host.classNames[index] ?? original);
        return html`<button
          type="button"
          class="quiet"
          title=${name}
          aria-label=${name}
          @click=${() => this.#start(index)}
        ><svg viewBox="0 0 100 100" aria-hidden="true"><polygon points=${outline.join(' ')} /></svg></button>`;
      })}
    </div>`;
  }

  /** What was changed about the photo that is shown. */
  #photoNotes(): string {
    const { photo } = this.#drawing ?? {};
    const notes = [photo?.isCut && GARMENT_PAD.cut, photo?.background && GARMENT_PAD[photo.background]];
    return notes.filter(Boolean).join(' ');
  }

  get #isBlank(): boolean {
    return this.#drawing?.isBlank ?? true;
  }

  /** While waiting for an answer, the previous sentence stays. */
  #words(): string {
    const { error, isTrained, prediction } = this.#guess;
    if (this.#isBlank) return GARMENT_PAD.blank;
    if (error) return '';
    if (!isTrained) return GARMENT_PAD.untrained;
    if (!prediction) return this.#sentence;
    const percent = formatAccuracyTick(Math.max(...prediction.probabilities));
    return GARMENT_PAD.guess(className(prediction.className), percent);
  }

  /** Replaces the drawing by the outline of a garment of a class. */
  #start(index: number): void {
    const starter = STARTERS[index];
    if (!starter) return;
    this.#change((drawing) => {
      drawing.clear();
      drawing.begin(starterShape(starter));
    });
  }

  #change(how: (drawing: Drawing) => void): void {
    if (!this.#drawing) return;
    how(this.#drawing);
    this.#guess.look();
    this.requestUpdate();
  }

  /** Paints the 28 × 28 image, and repaints the drawing when the colour scheme has changed. */
  #paint(drawing: Drawing, ink: string): void {
    const { seen } = this.#guess;
    if (ink === drawing.ink && seen === this.#paintedSeen) return;
    drawing.ink = ink;
    if (seen !== this.#paintedSeen) request(this.host, { type: 'show-garment', garment: seen });
    this.#paintedSeen = seen;
    if (this.host.hasPicture) return;
    const context = this.find<HTMLCanvasElement>('.seen').getContext('2d') as CanvasRenderingContext2D;
    context.clearRect(0, 0, GARMENT_EDGE, GARMENT_EDGE);
    if (seen) paintGarment(context, seen, ink);
  }

  #chosen({ target }: Event): void {
    const input = target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) void this.showPhoto(file);
    // Allows choosing the same file again.
    input.value = '';
  }

  /** With several pads on a page, the one with focus or under the pointer takes a pasted picture, whatever the event's target is. */
  readonly #paste = (event: ClipboardEvent): void => {
    if (this.host.matches(':hover, :focus-within')) this.#take(event, event.clipboardData);
  };

  #take(event: Event, data: DataTransfer | null): void {
    const [file] = data?.files ?? [];
    if (!file) return;
    event.preventDefault();
    void this.showPhoto(file);
  }

  #drag(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.find('.frame').classList.toggle('drop', event.type === 'dragover');
  }
}
