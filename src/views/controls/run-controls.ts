import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { SessionState } from '../../../worker/protocol';
import { type BusyAction, request, type ViewRequest } from '../../state/requests';
import { buttons } from '../../ui/button.styles';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { CONTROLS } from './run-controls.wording';

/** One button: its request, and the states in which it is available. */
interface Control {
  readonly action: BusyAction;
  readonly label: keyof typeof CONTROLS;
  readonly ask: ViewRequest;
  readonly allowed: readonly SessionState[];
}

const AT_REST: readonly SessionState[] = ['idle', 'finished', 'stopped', 'failed'];

const TRAIN: Control = { action: 'train', label: 'train', ask: { type: 'train' }, allowed: AT_REST };
const PAUSE: Control = {
  action: 'pause',
  label: 'pause',
  ask: { type: 'pause' },
  allowed: ['training'],
};
const RESUME: Control = {
  action: 'resume',
  label: 'resume',
  ask: { type: 'resume' },
  allowed: ['paused'],
};
const TRAIN_ON: Control = { ...TRAIN, label: 'trainOn', ask: { type: 'train', fromModel: true } };
const LOADING: Control = { ...TRAIN, label: 'loading', allowed: [] };

/** The first button is always the next action, so that focus stays on it from Train to Pause to Resume. */
const PRIMARY: Readonly<Partial<Record<SessionState, Control>>> = {
  loading: LOADING,
  training: PAUSE,
  paused: RESUME,
};

const OTHERS: readonly Control[] = [
  {
    action: 'step-batch',
    label: 'stepBatch',
    ask: { type: 'step', unit: 'batch' },
    allowed: [...AT_REST, 'paused'],
  },
  {
    action: 'step-epoch',
    label: 'stepEpoch',
    ask: { type: 'step', unit: 'epoch' },
    allowed: [...AT_REST, 'paused'],
  },
  { action: 'stop', label: 'stop', ask: { type: 'stop' }, allowed: ['loading', 'training', 'paused'] },
  {
    action: 'reset',
    label: 'reset',
    ask: { type: 'reset' },
    allowed: ['loading', 'training', 'paused', 'finished', 'stopped', 'failed'],
  },
];

/**
 * The buttons of a run. They change when the worker reports a new state, not when they are clicked.
 *
 * @tag fmnist-run-controls
 * @fires {RequestEvent} fmnist-request - A button was pressed: `train`, `pause`, `resume`, `step`, `stop`, `reset`
 */
export class FmnistRunControls extends LocalizedElement {
  static override styles = [
    viewBase,
    buttons,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5u;
      }

      button.primary {
        min-width: 7u;
      }

      @container (width < 30u) {
        div {
          display: grid;
          grid-template-columns: 1fr 1fr;
        }

        button.primary {
          grid-column: 1 / -1;
          min-height: 2.75u;
        }
      }
    `,
  ];

  /** The state the worker last reported. */
  @property({ attribute: false }) session: SessionState = 'idle';
  /** Whether a model is open from which a run can start. */
  @property({ attribute: false }) hasModel = false;
  /** The request that the worker has not confirmed yet. */
  @property({ attribute: false }) busy: BusyAction | null = null;

  override render(): TemplateResult {
    return html`<div role="group" aria-label=${CONTROLS.group}>
      ${this.#button(PRIMARY[this.session] ?? TRAIN, 'primary')}
      ${this.#renderTrainOn()} ${OTHERS.map((control) => this.#button(control))}
    </div>`;
  }

  /** The button has its place while the model is still opening, so that the others do not move when it has opened. */
  #renderTrainOn(): TemplateResult | typeof nothing {
    if (this.hasModel) return this.#button(TRAIN_ON);
    return this.busy === 'open' ? this.#button({ ...TRAIN_ON, allowed: [] }) : nothing;
  }

  #button(control: Control, className = ''): TemplateResult {
    const allowed = control.allowed.includes(this.session);
    return html`<button
      type="button"
      class=${className || nothing}
      aria-disabled=${allowed ? nothing : 'true'}
      aria-busy=${this.busy === control.action ? 'true' : nothing}
      @click=${() => this.#ask(control)}
    >${CONTROLS[control.label]}</button>`;
  }

  #ask({ action, ask, allowed }: Control): void {
    const starts = (candidate: BusyAction | null) => candidate === 'train' || candidate?.startsWith('step');
    const isWaiting = this.busy === action || (starts(this.busy) && starts(action));
    if (!allowed.includes(this.session) || isWaiting) return;
    request(this, ask);
    // This button disappears, so focus moves to the first one.
    if (ask === TRAIN_ON.ask) this.renderRoot.querySelector<HTMLElement>('.primary')?.focus();
  }
}
