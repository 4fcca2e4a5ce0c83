import { html, type nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { InspectStep } from '../../state/sources';
import { titledSection } from '../../ui/tokens.styles';
import { LazyElement, lazyStyles, viewFrom } from '../lazy/lazy-element';
import { viewFile } from '../lazy/view-file';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import type { PanelName } from './panel-names';
import { stepPlace } from './step-place.styles';
import { STEP_PLACE } from './step-place.wording';

const CODE = viewFile('views/step.js', () => import('./step-file.js'));

/**
 * The next training step of a paused run, stage by stage: pipeline, forward pass, loss, gradient tape, optimizer, metrics. Each stage
 * shows its numbers, their shapes, and its line of code. The code of the view loads when the view is first opened.
 *
 * @tag fmnist-step
 * @fires {RequestEvent} fmnist-request - The visitor takes the step, or goes to the last batch: `step`. An image of the batch was chosen: `show-garment`
 * @fires {CustomEvent<TrainerErrorReport>} fmnist-error - The file with the view's code did not load: `page-file`
 * @csspart stages - the buttons of the stages
 * @csspart panel - the stage that is shown
 */
export class FmnistStep extends LazyElement {
  static override styles = [...lazyStyles, titledSection, stepPlace];

  /** Computes the numbers of the next step. Null unless a run is paused. */
  @property({ attribute: false }) inspect: InspectStep | null = null;
  /** The name of the next step. It changes with the step, and is empty without a run. */
  @property({ attribute: false }) stepVersion = '';
  /** The ten classes, in the order of their labels. */
  @property({ attribute: false }) classNames: readonly string[] = [];
  /** Whether the stages are shown. The visitor opens and closes the view. */
  @property({ attribute: false }) open = false;
  /** The only stage that is shown: `pipeline`, `forward`, `loss`, `tape`, `optimizer` or `metric`. By default, and with any other value, the visitor walks through all six. */
  @property() stage: PanelName | undefined;
  /** Address of the folder with the guide, such as `./guide/`. Each stage links to its place in the lesson there; with an empty address it has no link. By default, the nearest `guide` attribute around this element, and otherwise the published guide, if the package knows its address. */
  @property() guide: string | undefined;

  /** Whether the focus has to move, because the visitor has opened or closed the view with the focused button, which is replaced. */
  #takesFocus = false;

  /** @internal */
  protected override readonly source = viewFrom(
    CODE,
    (code) => new code.StepView(this),
    () => VIEW_TITLES.step,
  );

  /** @internal */
  protected override get isWanted(): boolean {
    return this.open;
  }

  readonly #look = (): void => {
    if (this.inspect) this.open = true;
  };

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open')) {
      if (this.open) this.loadSoon();
      this.#takesFocus = this.shadowRoot?.activeElement?.localName === 'button';
    }
    super.willUpdate(changed);
  }

  override render(): TemplateResult | typeof nothing {
    return this.open ? super.render() : this.#renderClosed();
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (!this.#takesFocus) return;
    this.#takesFocus = false;
    const next = this.renderRoot.querySelector<HTMLElement>(this.open ? 'h3' : 'button');
    if (this.open) next?.setAttribute('tabindex', '-1');
    next?.focus({ preventScroll: true });
  }

  #renderClosed(): TemplateResult {
    return html`<section aria-labelledby="title">
      <h3 id="title">${VIEW_TITLES.step}</h3>
      <div class="closed">
        <p>${STEP_PLACE.about}</p>
        <button type="button" aria-expanded="false" aria-disabled=${!this.inspect} @click=${this.#look}>${STEP_PLACE.open}</button>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-step': FmnistStep;
  }
}
