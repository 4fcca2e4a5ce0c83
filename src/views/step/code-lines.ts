import { html, nothing, type TemplateResult } from 'lit';
import { CODE_OF_PANEL } from './keras-lines';
import type { PanelName } from './panel-names';
import { SOURCE_LINES } from './source-lines';
import { STEP } from './step.wording';

/** The line of the lesson and our line that do what a panel shows. Ours links to its file if the repository has an address. */
export function renderCode(name: PanelName): TemplateResult {
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
