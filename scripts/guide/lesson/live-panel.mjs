/** @import { Language, LivePanel } from './language.mjs' */
import { html } from '../markup.mjs';

const WORDS = {
  en: {
    how: html`<em>Look inside</em> takes the numbers from <a href="#run">the run of this page</a>, which it starts if necessary.`,
    look: 'Look inside',
    // Filled in by guide/lesson/live-panels.ts.
    waiting: 'Waiting for the run to pause after a batch.',
    failed: 'The run has failed. Its error is shown under “The run of this page”.',
  },
  ko: {
    how: html`<em>들여다보기</em>를 누르면 <a href="#run">이 페이지의 훈련</a>에서 값을 가져와요. 필요하면 훈련을 시작해요.`,
    look: '들여다보기',
    waiting: '훈련이 배치 하나를 마치고 일시 정지하기를 기다리고 있어요.',
    failed: '훈련에 실패했어요. “이 페이지의 훈련”에서 오류를 볼 수 있어요.',
  },
};

/**
 * A stage of a step of the page's run. Until the reader asks for it, the page has only a sentence and a button. `guide/lesson.ts` shows
 * the stage in their place.
 * @param {Language} language
 * @param {LivePanel} panel
 */
export function livePanel(language, { name, words }) {
  const { how, look, waiting, failed } = WORDS[language];
  return html`<div class="live-panel">
    <div class="invitation">
      <p class="text"><span id="about-${name}">${words[language]}</span> ${how}</p>
      <p class="act">
        <button type="button" aria-describedby="about-${name}">${look}</button> <output data-waiting="${waiting}" data-failed="${failed}"></output>
      </p>
    </div>
    <fmnist-step stage="${name}" guide="" hidden></fmnist-step>
  </div>`;
}
