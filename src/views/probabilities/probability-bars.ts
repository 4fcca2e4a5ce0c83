import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { className } from '../../language/class-names';
import { formatAccuracyTick, UNKNOWN } from '../../language/format-numbers';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { PROBABILITIES } from './probability-bars.wording';

/** Number of classes in Fashion-MNIST: rows reserved until the names are known. */
const CLASSES = 10;

/**
 * The probability of each class as a list of bars with numbers, in the order of the classes. The most probable class
 * stands out. If the actual class is known it is marked, and a wrong prediction is drawn as wrong.
 *
 * @tag fmnist-probability-bars
 */
export class FmnistProbabilityBars extends LocalizedElement {
  static override styles = [
    viewBase,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: 0.8125u;
        line-height: 1.5u;
        font-variant-numeric: tabular-nums;
      }

      li {
        display: grid;
        grid-template-columns: minmax(5.5u, 26%) minmax(0, 1fr) 2.5u;
        align-items: center;
        column-gap: 0.5u;
        height: 1.5u;
        color: var(--fmnist-muted);
      }

      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .bar {
        height: 0.625u;
        border-inline-start: 1px solid var(--fmnist-edge);
      }

      .bar::before {
        content: '';
        display: block;
        width: calc(var(--share, 0) * 100%);
        height: 100%;
        background: var(--fmnist-edge);
        forced-color-adjust: none;
      }

      .share {
        text-align: end;
      }

      .most {
        color: var(--fmnist-ink);
        font-weight: 600;
      }

      .most .bar::before {
        background: var(--fmnist-accent);
      }

      .most.wrong .bar::before {
        background: repeating-linear-gradient(135deg, var(--fmnist-wrong) 0 3px, transparent 3px 5px) var(--fmnist-surface);
        box-shadow: inset 0 0 0 1.5px var(--fmnist-wrong);
      }

      .label {
        color: var(--fmnist-ink);
      }

      .label .name::after {
        content: ' ✓';
        content: ' ✓' / '';
      }

      .hidden {
        position: absolute;
        clip-path: inset(50%);
      }
    `,
  ];

  /** Probability of each class, 0 to 1; null reserves the rows. */
  @property({ attribute: false }) probabilities: readonly number[] | null = null;
  /** The ten classes, in the order of their labels. */
  @property({ attribute: false }) classNames: readonly string[] = [];
  /** Index of the actual class, if known. */
  @property({ attribute: false }) label: number | null = null;

  override render(): TemplateResult {
    const { probabilities, label } = this;
    const most = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1;
    const rows = Array.from({ length: this.classNames.length || CLASSES }, (_, index) => {
      const isLabel = index === label;
      const isWrong = index === most && label !== null && !isLabel;
      const share = probabilities?.[index];
      return html`<li class="${index === most ? 'most' : ''} ${isLabel ? 'label' : ''} ${isWrong ? 'wrong' : ''}">
        <span class="name"
          >${className(this.classNames[index] ?? UNKNOWN)}${
            isLabel ? html`<span class="hidden"> (${PROBABILITIES.itsClass})</span>` : nothing
          }</span
        >
        <span class="bar"></span>
        <span class="share">${share === undefined ? UNKNOWN : formatAccuracyTick(share)}</span>
      </li>`;
    });
    return html`<ul aria-label=${probabilities ? PROBABILITIES.title : PROBABILITIES.none}>
      ${rows}
    </ul>`;
  }

  /** Sets widths through the style object: a style attribute would need a laxer content security policy. */
  override updated(): void {
    for (const [index, bar] of this.renderRoot.querySelectorAll<HTMLElement>('.bar').entries()) {
      bar.style.setProperty('--share', String(this.probabilities?.[index] ?? 0));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-probability-bars': FmnistProbabilityBars;
  }
}
