import { html, type TemplateResult } from 'lit';
import { formatAccuracyTick, formatCount, UNKNOWN } from '../../language/format-numbers';
import { NETWORK } from './network.wording';
import { CLASSES } from './network-layout';
import { decimals, type Known, nameOf } from './network-words';

/** The picture's numbers as two tables: the hidden layers, and the classes. */
export function renderNetworkTable(known: Known): TemplateResult {
  const { layout, answer, dead } = known;
  const layers = layout.layers.slice(0, -1);
  return html`<details>
    <summary>${NETWORK.table}</summary>
    <table>
      <thead>
        <tr>
          <td></td>
          ${[NETWORK.tableUnits, NETWORK.tableParameters, NETWORK.tableActive, NETWORK.tableDead, NETWORK.tableLargest].map((words) => html`<th scope="col">${words}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${layers.map(({ units }, i) => {
          const outputs = answer?.hidden[i];
          return html`<tr>
            <th scope="row">${NETWORK.layer(formatCount(i + 1))}</th>
            <td>${formatCount(units)}</td>
            <td>${formatCount(units * ((layers[i - 1]?.units ?? 784) + 1))}</td>
            <td>${outputs ? formatCount(outputs.filter((value) => value !== 0).length) : UNKNOWN}</td>
            <td>${dead ? formatCount(dead.layers[i]?.filter((isDead) => isDead === 1).length ?? 0) : UNKNOWN}</td>
            <td>${outputs ? largest(outputs) : UNKNOWN}</td>
          </tr>`;
        })}
      </tbody>
    </table>
    <table>
      <thead>
        <tr>
          <td></td>
          ${[NETWORK.logits, NETWORK.probabilities].map((words) => html`<th scope="col">${words}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${Array.from(
          { length: CLASSES },
          (_, label) => html`<tr>
            <th scope="row">${nameOf(known, label)}</th>
            <td>${answer ? decimals(answer.logits[label] as number) : UNKNOWN}</td>
            <td>${answer ? formatAccuracyTick(answer.probabilities[label] as number) : UNKNOWN}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

/** The output with the largest magnitude, and its unit. */
function largest(outputs: Float32Array): string {
  const unit = outputs.reduce(
    (most, value, i) => (Math.abs(value) > Math.abs(outputs[most] as number) ? i : most),
    0,
  );
  return NETWORK.fromUnit(formatCount(unit + 1), decimals(outputs[unit] as number));
}
