import { html, nothing, type TemplateResult } from 'lit';
import type { TrainerErrorReport } from '../../../worker/protocol';
import { errorHeadline, errorRemedy, wordsOfWorker } from '../../language/worker-words';
import { inItsLanguage } from '../../ui/marked-as-english';
import { FIELDS } from '../../ui/setting-names.wording';
import { ERROR } from './error-panel.wording';

/** What happened, what was received and expected, and what to do. A setting is named as its field in the form. */
export function renderErrorFacts(error: TrainerErrorReport): TemplateResult {
  const { code, field, message, got, expected, remedy } = error;
  const headline = code === 'config-invalid' && field ? ERROR.setting(FIELDS[field]) : errorHeadline(error);
  return html`<p class="message">${inItsLanguage(headline, message)}</p>
    <dl>
      ${headline === message ? nothing : html`<dt>${ERROR.original}</dt><dd lang="en">${message}</dd>`}
      <dt>${ERROR.got}</dt><dd lang="en">${got}</dd>
      <dt>${ERROR.expected}</dt><dd>${inItsLanguage(wordsOfWorker(expected), expected)}</dd>
      <dt>${ERROR.remedy}</dt><dd>${inItsLanguage(errorRemedy(error), remedy)}</dd>
    </dl>`;
}
