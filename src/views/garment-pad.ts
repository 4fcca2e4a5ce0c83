import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { TrainerErrorReport } from '../../worker/protocol';
import { Drawing, TOOLS, type Tool } from '../drawing';
import { formatAccuracyTick } from '../format-numbers';
import { STARTERS, starterShape } from '../starter-shapes';
import { className } from '../wording/class-names';
import { GARMENT_PAD } from '../wording/garment-pad';
import { errorHeadline, errorRemedy } from '../wording/worker-words';
import { buttons } from './button.styles';
import { GARMENT_EDGE, paintGarment } from './garment-canvas';
import { GarmentGuess } from './garment-guess';
import { garmentPadStyles } from './garment-pad.styles';
import { LocalizedElement } from './localized-element';
import { PadPens } from './pad-pens';
import type { FormatPhoto, Predict } from './sources';
import { viewBase } from './tokens.styles';

/** Edge of the drawing, in pixels: twenty for each one that the network sees. */
const PAD_EDGE = 560;
/** Time between two changes of the sentence, so that it can be read and said. */
const SENTENCE_MS = 700;
/** Widths of a stroke, as shares of the pad's edge. */
const WIDTHS = { thin: 1 / 28, medium: 2 / 28, broad: 4 / 28 } as const;
type Width = keyof typeof WIDTHS;

/**
 * A garment of the visitor's own: drawn with mouse, finger, pen or keyboard, or a photo that is chosen, dropped or
 * pasted. Beside it stands what the network sees of it, and what it takes it for, while the drawing goes on and whenever the
 * weights change.
 *
 * @tag fmnist-garment-pad
 * @csspart pad - the drawing area
 * @csspart seen - the 28 × 28 picture the network sees
 */
export class FmnistGarmentPad extends LocalizedElement {
  static override styles = [viewBase, buttons, garmentPadStyles];

  @property({ attribute: false }) classNames: readonly string[] = [];
  /** Null as long as there is no network. */
  @property({ attribute: false }) predict: Predict | null = null;
  @property({ attribute: false }) formatPhoto: FormatPhoto | null = null;
  /** Changes whenever other weights are to answer. */
  @property({ attribute: false }) weightsVersion: number | string = 0;

  @state() private tool: Tool = 'shape';
  @state() private width: Width = 'medium';
  @state() private isBlank = true;
  @state() private canUndo = false;
  /** What is wrong with a file that is no picture. */
  @state() private fileError: TrainerErrorReport | null = null;
  @state() private isDropTarget = false;
  /** Null as long as the keyboard's pen was not used. */
  @state() private isPenDown: boolean | null = null;

  @query('.pad') private readonly pad!: HTMLCanvasElement;
  @query('.cursor') private readonly cursor!: HTMLElement;
  @query('.seen') private readonly seenCanvas!: HTMLCanvasElement;
  @query('[type=file]') private readonly file!: HTMLInputElement;

  #drawing!: Drawing;
  #paintedSeen: Uint8Array | null = null;
  #sentence = '';
  #sentenceTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #guess = new GarmentGuess(this, () => this.#drawing);
  readonly #schemes = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((media) =>
    matchMedia(media),
  );

  readonly #pens = new PadPens({
    begin: (x, y, erases) => {
      const tool = erases ? 'eraser' : this.tool;
      this.#drawing.begin({ tool, width: tool === 'shape' ? WIDTHS.thin : WIDTHS[this.width], points: [x, y] });
      this.#changed();
    },
    move: (points) => {
      this.#drawing.extend(points);
      this.#changed();
    },
    keyboardPen: (x, y, isDown) => {
      this.cursor.style.setProperty('--x', String(x));
      this.cursor.style.setProperty('--y', String(y));
      this.isPenDown = isDown;
    },
    undo: () => this.#undo(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    for (const scheme of this.#schemes) scheme.addEventListener('change', this.#followInk);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const scheme of this.#schemes) scheme.removeEventListener('change', this.#followInk);
    clearTimeout(this.#sentenceTimer);
    this.#sentenceTimer = undefined;
  }

  /** Shows a picture file in place of the drawing. */
  async showPhoto(file: Blob): Promise<void> {
    try {
      this.#drawing.show(await createImageBitmap(file));
    } catch {
      const { unreadable: message, readable: expected, unreadableRemedy: remedy } = GARMENT_PAD;
      this.fileError = { code: 'photo-unreadable', message, got: file.type, expected, remedy };
      return;
    }
    this.#changed();
  }

  override willUpdate(): void {
    if (this.#sentenceTimer !== undefined) return;
    const sentence = this.#words();
    if (sentence === this.#sentence) return;
    this.#sentence = sentence;
    this.#sentenceTimer = setTimeout(() => {
      this.#sentenceTimer = undefined;
      this.requestUpdate();
    }, SENTENCE_MS);
  }

  override firstUpdated(): void {
    this.#drawing = new Drawing(this.pad, getComputedStyle(this.pad).color);
  }

  override updated(changed: PropertyValues<this>): void {
    const cameOrWent = (name: 'predict' | 'formatPhoto') =>
      changed.has(name) && !changed.get(name) !== !this[name];
    if (changed.has('weightsVersion') || cameOrWent('predict') || cameOrWent('formatPhoto')) this.#guess.ask();
    if (this.#guess.seen !== this.#paintedSeen) this.#paintSeen();
  }

  override render(): TemplateResult {
    return html`<section
      aria-labelledby="title"
      @paste=${this.#paste}
      @dragover=${this.#dragOver}
      @dragleave=${() => {
        this.isDropTarget = false;
      }}
      @drop=${this.#drop}
    >
      <h3 id="title">${GARMENT_PAD.title}</h3>
      <p class="guess" aria-live="polite">${this.#sentence}</p>
      <p class="hidden" role="status">${this.#penWords()}</p>
      <div class="layout">
        ${this.#renderPad()} ${this.#renderAnswer()}
        <div class="more">
          ${this.#renderStarters()}
          <p id="help">${GARMENT_PAD.help}</p>
        </div>
      </div>
    </section>`;
  }

  #renderAnswer(): TemplateResult {
    return html`<div class="answer">
      <figure>
        <canvas class="seen" part="seen" width=${GARMENT_EDGE} height=${GARMENT_EDGE}></canvas>
        <figcaption>${GARMENT_PAD.seen}</figcaption>
      </figure>
      <fmnist-probability-bars
        .probabilities=${this.#guess.prediction?.probabilities ?? null}
        .classNames=${this.classNames}
        .label=${null}
      ></fmnist-probability-bars>
    </div>`;
  }

  #renderPad(): TemplateResult {
    const error = this.fileError ?? this.#guess.error;
    return html`<div class="drawing">
      <div class="frame ${this.isDropTarget ? 'drop' : ''}">
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
          @pointerup=${this.#pens.pointerEnd}
          @pointercancel=${this.#pens.pointerEnd}
          @lostpointercapture=${this.#pens.pointerEnd}
          @keydown=${this.#pens.keyDown}
          @keyup=${this.#pens.keyUp}
          @blur=${this.#pens.lift}
        ></canvas>
        <div class="cursor ${this.isPenDown ? 'down' : ''}"></div>
      </div>
      <div class="tools">
        ${this.#renderChoice('tool', TOOLS, this.tool, (tool) => {
          this.tool = tool;
        })}
        ${this.#renderChoice('width', Object.keys(WIDTHS) as Width[], this.width, (width) => {
          this.width = width;
        })}
        <span>
          <button type="button" aria-disabled=${String(!this.canUndo)} @click=${this.#undo}>${GARMENT_PAD.undo}</button>
          <button type="button" aria-disabled=${String(this.isBlank)} @click=${this.#clear}>${GARMENT_PAD.clear}</button>
          <button type="button" @click=${() => this.file.click()}>${GARMENT_PAD.choose}</button>
        </span>
        <input type="file" accept="image/*" hidden @change=${this.#chosen} />
      </div>
      <p class="error" role="alert">${
        error ? html`<strong>${errorHeadline(error)}</strong> ${errorRemedy(error)}` : nothing
      }</p>
    </div>`;
  }

  #renderChoice<T extends Tool | Width>(
    name: 'tool' | 'width',
    choices: readonly T[],
    chosen: T,
    choose: (choice: T) => void,
  ): TemplateResult {
    return html`<fieldset class=${name} ?disabled=${name === 'width' && this.tool === 'shape'}>
      <legend class="hidden">${GARMENT_PAD[name]}</legend>
      ${choices.map(
        (choice) => html`<label title=${GARMENT_PAD[choice]}>
          <input
            type="radio"
            name=${name}
            aria-label=${GARMENT_PAD[choice]}
            .checked=${choice === chosen}
            @change=${() => choose(choice)}
          />
          <span class=${choice}>${name === 'tool' ? GARMENT_PAD[choice] : nothing}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  #renderStarters(): TemplateResult | typeof nothing {
    if (this.classNames.length === 0) return nothing;
    return html`<p class="starters">
      ${GARMENT_PAD.starters}
      ${STARTERS.map(
        (index) => html`<button type="button" class="quiet" @click=${() => this.#start(index)}
          >${className(this.classNames[index] ?? '')}</button
        >`,
      )}
    </p>`;
  }

  /** While an answer is awaited the words before stand. */
  #words(): string {
    const { error, isTrained, prediction } = this.#guess;
    if (this.isBlank) return GARMENT_PAD.blank;
    if (error) return '';
    if (!isTrained) return GARMENT_PAD.untrained;
    if (!prediction) return this.#sentence;
    const { classIndex, probabilities } = prediction;
    const percent = formatAccuracyTick(probabilities[classIndex] ?? 0);
    return GARMENT_PAD.guess(className(prediction.className), percent);
  }

  #penWords(): string | typeof nothing {
    if (this.isPenDown === null) return nothing;
    return this.isPenDown ? GARMENT_PAD.penDown : GARMENT_PAD.penUp;
  }

  #changed(): void {
    this.isBlank = this.#drawing.isBlank;
    this.canUndo = this.#drawing.canUndo;
    this.fileError = null;
    this.#guess.look();
  }

  #paintSeen(): void {
    const context = this.seenCanvas.getContext('2d') as CanvasRenderingContext2D;
    context.clearRect(0, 0, GARMENT_EDGE, GARMENT_EDGE);
    this.#paintedSeen = this.#guess.seen;
    if (this.#paintedSeen) paintGarment(context, this.#paintedSeen, getComputedStyle(this.pad).color);
  }

  readonly #followInk = (): void => {
    this.#drawing.ink = getComputedStyle(this.pad).color;
    this.#paintSeen();
  };

  readonly #undo = (): void => {
    this.#drawing.undo();
    this.#changed();
  };

  readonly #clear = (): void => {
    this.#drawing.clear();
    this.#changed();
  };

  #start(classIndex: number): void {
    this.#drawing.clear();
    this.#drawing.begin(starterShape(classIndex));
    this.#changed();
  }

  #chosen(): void {
    const [file] = this.file.files ?? [];
    if (file) void this.showPhoto(file);
    // The same file may be chosen again.
    this.file.value = '';
  }

  #paste(event: ClipboardEvent): void {
    this.#take(event, event.clipboardData);
  }

  #drop(event: DragEvent): void {
    this.isDropTarget = false;
    this.#take(event, event.dataTransfer);
  }

  #take(event: Event, data: DataTransfer | null): void {
    const [file] = data?.files ?? [];
    if (!file) return;
    event.preventDefault();
    void this.showPhoto(file);
  }

  #dragOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isDropTarget = true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-garment-pad': FmnistGarmentPad;
  }
}
