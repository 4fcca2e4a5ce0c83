/** @import { Language } from './language.mjs' */
import { html } from '../markup.mjs';

const SIZES = [1, 1024, 10_000, 60_000];

const WORDS = {
  en: {
    size: 'Shuffle buffer',
    of: 'The kinds of clothing in each of the 938 batches of a file that is sorted by class',
    // Filled in by guide/lesson.ts.
    summary: 'A batch has {mean} kinds of clothing on average. Batch {shown} has {kinds}.',
    hint: 'Move the pointer over the picture, or use the arrow keys, to look at one batch.',
  },
  ko: {
    size: '셔플 버퍼',
    of: '클래스 순서로 정렬된 파일의 938개 배치마다 들어 있는 옷의 종류',
    summary: '배치 하나에 평균 {mean}종류의 옷이 있어요. {shown}번째 배치에는 {kinds}종류가 있어요.',
    hint: '그림 위에서 포인터를 움직이거나 화살표 키를 누르면 배치를 하나씩 볼 수 있어요.',
  },
};

/**
 * The picture of a sorted file's batches. `guide/lesson.ts` draws it.
 * @param {Language} language
 */
export function sortedBatches(language) {
  const { size, of, summary, hint } = WORDS[language];
  return html`<figure class="sorted-batches" id="sorted-batches" data-summary="${summary}">
    <p>
      <label for="buffer-size">${size}</label>
      <select id="buffer-size">
        ${SIZES.map((one) => html`<option value="${one}" ${one === 1024 && 'selected'}>${one.toLocaleString('en')}</option>`)}
      </select>
    </p>
    <canvas tabindex="0" role="slider" aria-label="${of}" aria-valuemin="1" aria-valuemax="938" aria-valuenow="1"></canvas>
    <figcaption>${of}. ${hint}</figcaption>
    <output aria-live="polite"></output>
  </figure>`;
}
