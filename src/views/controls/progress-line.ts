import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { INITIAL_RUN_STATE, type RunState } from '../../state/run-state';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { SHARE } from '../share/share-link.wording';
import { STATUS } from './status.wording';
import { describeStatus, type Fact } from './status-facts';

/**
 * Progress of the run: one sentence, a thin bar and up to six figures. After the run the same places show how it ended,
 * so nothing moves.
 *
 * @tag fmnist-progress-line
 */
export class FmnistProgressLine extends LocalizedElement {
  static override styles = [
    viewBase,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        min-height: 1.5em;
        line-height: 1.5;
      }

      .sentence {
        text-wrap: pretty;
      }

      .hash {
        display: flex;
        align-items: center;
      }

      .track {
        position: relative;
        height: 3px;
        margin-block: 0.625u 0.875u;
        background: var(--fmnist-line);
        overflow: hidden;
      }

      .bar {
        position: absolute;
        inset: 0;
        background: var(--fmnist-accent);
        transform: scaleX(var(--share, 0));
        transform-origin: left;
      }

      @media (prefers-reduced-motion: no-preference) {
        .bar {
          transition: transform 120ms linear;
        }
      }

      @media (forced-colors: active) {
        .track,
        .bar {
          forced-color-adjust: none;
        }
      }

      dl {
        display: grid;
        grid-template-columns: 1fr 1fr 1.2fr 1.35fr 1.4fr 1fr;
        gap: 0.75u 1.25u;
        font-variant-numeric: tabular-nums;
      }

      /* Before the first run the figures only keep their place. */
      .idle {
        visibility: hidden;
      }

      dt {
        color: var(--fmnist-muted);
        font-size: 0.75u;
        line-height: 1.4;
      }

      dd {
        min-height: 1.5em;
        font-size: 1u;
        line-height: 1.5;
        white-space: nowrap;
      }

      @container (width < 41u) {
        dl {
          grid-template-columns: repeat(3, 1fr);
        }
      }

      @container (width < 30u) {
        .line {
          min-height: 4.5em;
          align-content: start;
        }

        dl {
          gap: 0.75u;
        }
      }

      @container (width < 20u) {
        dl {
          grid-template-columns: repeat(2, 1fr);
        }
      }
    `,
  ];

  /** The run to describe. */
  @property({ attribute: false }) run: RunState = INITIAL_RUN_STATE;

  /** Whether a model is being opened. */
  @property({ attribute: false }) isOpening = false;

  override render(): TemplateResult {
    const { sentence: status, share, facts } = describeStatus(this.run);
    const sentence = this.isOpening ? STATUS.opening : status;
    const { run, runId } = this.run;
    const hash = run?.runId === runId && run.summary?.weightsSha256;
    return html`
      <div class="line"><p class="sentence">${sentence}</p>${hash ? renderHash(hash) : nothing}</div>
      <div
        class="track"
        role="progressbar"
        aria-label=${sentence}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(share * 100)}
      ><div class="bar"></div></div>
      <dl class=${this.run.state === 'idle' ? 'idle' : nothing}>${facts.map(renderFact)}</dl>
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const bar = this.renderRoot.querySelector<HTMLElement>('.bar');
    bar?.style.setProperty('--share', String(describeStatus(this.run).share));
  }
}

/** Enough digits to tell networks apart by eye. The button copies the whole hash. */
const HASH_DIGITS = 10;

function renderHash(hash: string): TemplateResult {
  return html`<span class="hash"
    ><fmnist-copy-button
      class="small"
      .label=${SHARE.weights(hash.slice(0, HASH_DIGITS))}
      .about=${SHARE.wholeHash(SHARE.hashHelp, hash)}
      .source=${async () => hash}
    ></fmnist-copy-button
    ><fmnist-help-tip .about=${SHARE.hash} .text=${SHARE.hashHelp}></fmnist-help-tip
  ></span>`;
}

function renderFact({ label, value }: Fact): TemplateResult {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}
