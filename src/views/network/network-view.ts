import { html, nothing, type PropertyValues, type ReactiveElement, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { formatCount } from '../../language/format-numbers';
import type { LoadActivations, LoadGarments, LoadUnitWeights } from '../../state/sources';
import { disclosure, probes, titledSection } from '../../ui/tokens.styles';
import { LoadedView, viewState } from '../lazy/loaded-view';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { networkStyles } from './network.styles';
import { NETWORK } from './network.wording';
import { NetworkAnswers } from './network-answers';
import { drawNetwork } from './network-drawing';
import { type NetworkLayout, networkLayout } from './network-layout';
import { boxOf, cellsIn, type Place, placeAfterKey, placeAt } from './network-places';
import { haveSameShape, type NetworkShape, plannedShape, type ShapeSettings } from './network-shape';
import { renderNetworkTable } from './network-table';
import { connectionWords, type Known, placeWords, unitAt } from './network-words';
import { COLOURS, type Colours, Pencil } from './pencil';

/** Until its first measurement, the picture has the size of a wide column. */
const UNMEASURED = { width: 720, u: 16 };

/** The element that the view draws, with the properties of `FmnistNetwork`. */
interface NetworkHost extends ReactiveElement {
  readonly settings: ShapeSettings;
  readonly network: NetworkShape | null;
  readonly isPreview: boolean;
  readonly isRunning: boolean;
  readonly garment: number | Uint8Array | null;
  readonly garmentCount: number;
  readonly classNames: readonly string[];
  readonly loadGarments: LoadGarments | null;
  readonly activations: LoadActivations | null;
  readonly unitWeights: LoadUnitWeights | null;
  readonly weightsVersion: number | string;
}

/** The picture, its sentences and its table. This part of `FmnistNetwork` loads when it is first shown. */
export class NetworkView extends LoadedView<NetworkHost> {
  override readonly styles = [titledSection, probes, disclosure, networkStyles];

  @viewState() private pointed: Place | null = null;
  /** The unit with keyboard focus, or the last one that had it. */
  @viewState() private active: Place = { layer: 0, cell: 0 };
  @viewState() private hasFocus = false;
  @viewState() private size = UNMEASURED;

  #shape: NetworkShape = plannedShape({}) as NetworkShape;
  #layout: NetworkLayout = networkLayout(this.#shape.hiddenUnits, UNMEASURED.width, UNMEASURED.u);
  #frame = 0;
  readonly #resizes = new ResizeObserver(() => this.#measure());
  readonly #answers = new NetworkAnswers(
    () => ({
      shape: this.#shape,
      garment: this.host.garment,
      garmentCount: this.host.garmentCount,
      isRunning: this.host.isRunning,
      loadGarments: this.host.loadGarments,
      activations: this.#isTrained ? this.host.activations : null,
      unitWeights: this.host.unitWeights,
    }),
    () => this.#marked && unitAt(this.#known, this.#marked),
    () => this.requestUpdate(),
  );

  /** Whether the network in the picture has weights. */
  get #isTrained(): boolean {
    return this.host.network !== null && haveSameShape(this.host.network, this.#shape);
  }

  get #known(): Known {
    const { answer, into, dead } = this.#answers;
    return { layout: this.#layout, answer, into, dead, classNames: this.host.classNames };
  }

  /** The place under the pointer, or the one with focus. Without either, the logit of the most probable class. */
  get #marked(): Place | null {
    const { answer } = this.#answers;
    if (this.pointed) return this.pointed;
    if (this.hasFocus) return this.active;
    if (!answer) return null;
    const best = answer.logits.indexOf(Math.max(...answer.logits));
    return { layer: this.#layout.layers.length - 1, cell: Math.max(best, 0) };
  }

  override connected(): void {
    this.#resizes.observe(this.host);
    this.#answers.garmentChanged();
  }

  override disconnected(): void {
    this.#resizes.disconnect();
    this.#answers.stop();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  override willUpdate(changed: PropertyValues<NetworkHost>): void {
    const { network, settings, isRunning } = this.host;
    const plan = plannedShape(settings) ?? this.#shape;
    const next = network && (isRunning || haveSameShape(network, plan)) ? network : plan;
    const isOther = !haveSameShape(next, this.#shape);
    if (isOther) {
      this.#shape = next;
      this.#answers.forget();
      this.pointed = null;
    }
    this.#layout = networkLayout(this.#shape.hiddenUnits, this.size.width, this.size.u);
    const { layer, cell } = this.active;
    if (layer > this.#layout.layers.length || cell >= cellsIn(this.#layout, layer))
      this.active = { layer: 0, cell: 0 };
    const cameOrWent = (name: 'activations' | 'loadGarments' | 'network') =>
      changed.has(name) && !changed.get(name) !== !this.host[name];
    const isNew = changed.has('garment') || (changed.has('garmentCount') && !changed.get('garmentCount'));
    if (isOther || isNew || cameOrWent('activations') || cameOrWent('loadGarments') || cameOrWent('network'))
      this.#answers.garmentChanged();
    else if (changed.has('weightsVersion') || changed.has('isRunning')) this.#answers.weightsChanged();
    if (['pointed', 'active', 'hasFocus'].some((name) => changed.has(name as never)))
      this.#answers.unitChanged();
  }

  override firstUpdated(): void {
    this.#measure();
  }

  override updated(): void {
    const place = this.find('.active');
    for (const [name, length] of Object.entries(boxOf(this.#layout, this.active))) {
      place.style.setProperty({ x: 'left', y: 'top' }[name] ?? name, `${length}px`);
    }
    this.#requestDraw();
  }

  override render(): TemplateResult {
    const { dead } = this.#answers;
    const grouped = Math.max(...this.#layout.layers.map(({ perCell }) => perCell));
    return html`<section aria-labelledby="title" @transitionend=${this.#requestDraw}>
      <div class="head">
        <h3 aria-labelledby="title">
          <span id="title">${VIEW_TITLES.network}</span><fmnist-help-tip .about=${VIEW_TITLES.network} .text=${NETWORK.help}></fmnist-help-tip>
        </h3>
        <p>${this.#renderState()}</p>
      </div>
      <div
        class="stage"
        part="picture"
        role="listbox"
        tabindex="0"
        aria-label=${NETWORK.units}
        aria-describedby="help"
        aria-activedescendant="unit"
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
        @pointerleave=${() => {
          this.pointed = null;
        }}
        @click=${this.#choose}
        @keydown=${this.#followKey}
        @focus=${() => {
          this.hasFocus = true;
        }}
        @blur=${() => {
          this.hasFocus = false;
        }}
      >
        <canvas aria-hidden="true"></canvas>
        ${this.#renderActive()}
      </div>
      <p class="pointed" aria-hidden="true">${this.#renderMarked()}</p>
      <p class="hidden" id="help">${NETWORK.help}</p>
      <p class="hidden" role="status">${this.hasFocus ? connectionWords(this.#known, this.active) : nothing}</p>
      <p class="keys">
        ${grouped > 1 ? NETWORK.grouped(formatCount(grouped)) : nothing}
        ${dead?.layers.some((layer) => layer.includes(1)) ? NETWORK.deadKey(formatCount(dead.images)) : nothing}
      </p>
      ${renderNetworkTable(this.#known)}
      ${COLOURS.map((colour) => html`<span class="probe ${colour}"></span>`)}
    </section>`;
  }

  #renderMarked(): string {
    const place = this.#marked;
    return place ? `${placeWords(this.#known, place)} ${connectionWords(this.#known, place)}` : '';
  }

  #renderState(): string {
    const { network, isPreview } = this.host;
    const { answer, image } = this.#answers;
    if (!network) return NETWORK.plan;
    if (!this.#isTrained) return NETWORK.next;
    if (!answer) return image ? '' : NETWORK.noGarment;
    if (isPreview) return NETWORK.preview;
    return answer.epoch === null ? NETWORK.now : NETWORK.afterEpoch(formatCount(answer.epoch));
  }

  /** The only unit that has an element. The element is created again for another unit, so that screen readers announce it. */
  #renderActive(): unknown {
    const { layer, cell } = this.active;
    return keyed(
      `${layer}:${cell}`,
      html`<div
        class="active"
        id="unit"
        role="option"
        aria-selected="true"
        aria-posinset=${cell + 1}
        aria-setsize=${cellsIn(this.#layout, layer)}
      ><span class="hidden">${placeWords(this.#known, this.active)}</span></div>`,
    );
  }

  #measure(): void {
    if (!this.isDrawn) return;
    const stage = this.find('.stage');
    const u = Number.parseFloat(getComputedStyle(stage).fontSize);
    const width = stage.clientWidth;
    if (width > 0 && (width !== this.size.width || u !== this.size.u)) this.size = { width, u };
  }

  readonly #requestDraw = (): void => {
    if (this.#frame === 0 && this.host.isConnected) this.#frame = requestAnimationFrame(this.#draw);
  };

  readonly #draw = (): void => {
    this.#frame = 0;
    const canvas = this.find<HTMLCanvasElement>('canvas');
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    const { width, height } = this.#layout;
    // Setting the size clears the canvas.
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    context.scale(devicePixelRatio, devicePixelRatio);
    const pencil = new Pencil(context, this.#colours(), this.size.u, getComputedStyle(canvas).fontFamily);
    drawNetwork(pencil, {
      ...this.#known,
      shape: this.#shape,
      image: this.#answers.image,
      marked: this.#marked,
      isChosen: this.pointed !== null || this.hasFocus,
    });
  };

  #colours(): Colours {
    return Object.fromEntries(
      COLOURS.map((name) => [name, getComputedStyle(this.find(`.probe.${name}`)).color]),
    ) as unknown as Colours;
  }

  #placeOf({ clientX, clientY }: MouseEvent): Place | null {
    const { left, top } = this.find('canvas').getBoundingClientRect();
    return placeAt(this.#layout, clientX - left, clientY - top);
  }

  #point(event: PointerEvent): void {
    const place = this.#placeOf(event);
    if (place?.layer !== this.pointed?.layer || place?.cell !== this.pointed?.cell) this.pointed = place;
  }

  /** A press moves the focus to the picture, so the unit stays selected when the pointer leaves it. */
  #choose(event: MouseEvent): void {
    const place = this.#placeOf(event);
    if (place) this.active = place;
  }

  #followKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const place = placeAfterKey(this.#layout, this.active, event.key);
    if (!place) return;
    event.preventDefault();
    this.pointed = null;
    this.active = place;
  }
}
