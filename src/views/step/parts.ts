import { html, nothing, type TemplateResult } from 'lit';
import type { Paint } from './pictures';
import { STEP } from './step.wording';

/** A canvas that the view paints. Screen readers read the label. Without a label they skip the canvas, because a table has the same numbers. */
export function renderPicture(
  paint: Paint,
  { width, height }: { readonly width: number; readonly height: number },
  className: string,
  label?: string,
): TemplateResult {
  return html`<canvas
    class=${className}
    width=${Math.max(width, 1)}
    height=${Math.max(height, 1)}
    role=${label ? 'img' : nothing}
    aria-label=${label ?? nothing}
    aria-hidden=${label ? nothing : 'true'}
    .paint=${paint}
  ></canvas>`;
}

/** A picture with words below it. */
export function renderFigure(picture: TemplateResult, caption: unknown): TemplateResult {
  return html`<figure>${picture}<figcaption>${caption}</figcaption></figure>`;
}

/** Numbers with their names. */
export function renderFacts(facts: readonly (readonly [name: string, value: unknown])[]): TemplateResult {
  return html`<dl class="facts">
    ${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

/** A table that scrolls if it is too wide. The first cell of each row is its header. */
export function renderTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly unknown[])[],
  marked = -1,
): TemplateResult {
  return html`<div class="scrolls" tabindex="0" role="group" aria-label=${caption}>
    <table>
      <caption class="unseen">${caption}</caption>
      <thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>
        ${rows.map(
          ([first, ...cells], i) => html`<tr class=${i === marked ? 'marked' : nothing}>
            <th scope="row">${first}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A closed table below a picture. It has the same numbers as the picture. */
export function renderTwin(table: TemplateResult): TemplateResult {
  return html`<details><summary>${STEP.asTable}</summary>${table}</details>`;
}

/** A heading with the shape of the array below it. */
export function renderHeading(title: string, shape: string): TemplateResult {
  return html`<h4>${title} <code>${shape}</code></h4>`;
}
