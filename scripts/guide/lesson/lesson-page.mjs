/**
 * @import { Language, LessonStep } from './language.mjs'
 * @import { Content, Given, Section } from '../layout.mjs'
 * @import { Markup } from '../markup.mjs'
 */
import { mappedLines } from '../mapped-lines.mjs';
import { codeBlock, html } from '../markup.mjs';
import { LESSON_FILES } from './lesson-files.mjs';
import { anchorOfStep, LESSON_STEPS } from './lesson-steps.mjs';
import { livePanel } from './live-panel.mjs';
import { pythonPart } from './python-parts.mjs';
import { QUESTIONS } from './questions.mjs';
import { sortedBatches } from './sorted-batches.mjs';

const WORDS = {
  en: {
    heading: 'The lesson, step by step',
    description:
      'The lesson Custom Training Loops in five steps: what each step does, its Keras code, the lines of fmnist-trainer that do the same, and the numbers of a real run.',
    standfirst: html`<p>
      <em>Custom Training Loops</em> is the lesson of week 2 of the course
      <em>Custom and Distributed Training with TensorFlow</em> (DeepLearning.AI). It trains a small classifier without
      <code>fit()</code>: every step of the training loop is written out. This page explains the five steps in our own words. Each
      step shows its Keras code, the lines of our source code that do the same, and the numbers of a real run.
    </p>`,
    keras: 'In Keras',
    ours: 'Our lines that do the same',
    columns: { words: 'The lesson', line: 'Line', code: 'Our code' },
    all: 'All of',
    run: 'The run of this page',
    running: html`<em>Train</em> trains the network of the lesson in this page, with the settings of the lesson, except for the number of
      epochs. <em>Step batch</em> trains a single batch and pauses. While the run is paused, the steps below show the numbers of its
      next batch. It is the same batch in all of them.`,
    programs: html`The five pieces of Python code are one program. It needs TensorFlow and trains for a few minutes. With
      <code>engine="tfjs"</code>, TensorFlow.js runs the <code>applyGradient</code> of step 4 in the page. Both engines give the same
      results within rounding errors.`,
    why: 'Questions and answers',
  },
  ko: {
    heading: '수업을 한 단계씩',
    description:
      'Custom Training Loops 수업의 다섯 단계: 각 단계가 하는 일, Keras 코드, 같은 일을 하는 fmnist-trainer의 코드, 실제 훈련의 값.',
    standfirst: html`<p>
      <em lang="en">Custom Training Loops</em>는 <em lang="en">Custom and Distributed Training with TensorFlow</em> 과정(DeepLearning.AI) 2주 차
      수업이에요. <code>fit()</code> 없이 작은 분류기를 훈련하면서 훈련 루프의 모든 단계를 직접 써요. 이 페이지는 다섯 단계를 쉬운 말로 풀어서 설명해요. 단계마다 Keras 코드와 같은 일을 하는 우리
      소스 코드, 그리고 실제 훈련의 값을 보여 줘요.
    </p>`,
    keras: 'Keras 코드',
    ours: '같은 일을 하는 우리 코드',
    columns: { words: '수업', line: '줄', code: '우리 코드' },
    all: '전체 보기:',
    run: '이 페이지의 훈련',
    running: html`<em>훈련</em>을 누르면 수업의 신경망을 이 페이지에서 훈련해요. 설정은 에포크 수만 빼고 수업과 같아요. <em>배치 1개 진행</em>을 누르면 배치 하나로 훈련하고 일시 정지해요. 일시 정지한 동안 아래
      단계들은 다음 배치의 값을 보여 줘요. 모두 같은 배치예요.`,
    programs: html`Python 코드 다섯 조각은 하나의 프로그램이에요. TensorFlow가 필요하고, 훈련에 몇 분이 걸려요. <code>engine="tfjs"</code>로 바꾸면 4단계의
      <code>applyGradient</code>를 TensorFlow.js가 이 페이지에서 실행해요. 두 엔진의 결과는 반올림 오차 안에서 같아요.`,
    why: '질문과 답',
  },
};

/**
 * The page of the lesson in a language.
 * @param {Given} given
 * @param {Language} language
 * @returns {Content}
 */
export function lessonPage({ root, dataSrc }, language) {
  const { heading, description, standfirst, run, running, programs, why } = WORDS[language];
  return {
    language,
    translation:
      language === 'en' ? { file: LESSON_FILES.ko, language: 'ko' } : { file: LESSON_FILES.en, language: 'en' },
    heading,
    description,
    standfirst,
    sections: [
      {
        id: 'run',
        title: run,
        wide: true,
        body: html`<p class="text">${running}</p>
          <fmnist-trainer data-src="${dataSrc}" epochs="3" view="compact" autosave="off"></fmnist-trainer>
          <p class="text">${programs}</p>`,
      },
      ...LESSON_STEPS.map((step, i) => stepSection(root, language, step, i)),
      {
        id: 'why',
        title: why,
        wide: true,
        body: html`${QUESTIONS.map((question) => answer(language, question))}`,
      },
    ],
    scripts: ['../preferred-language.js', 'lesson.js'],
    live: true,
  };
}

/**
 * @param {string} root
 * @param {Language} language
 * @param {LessonStep} step
 * @param {number} index from 0
 * @returns {Section}
 */
function stepSection(root, language, { title, words, sources, panels }, index) {
  const { keras, ours, columns, all } = WORDS[language];
  const number = index + 1;
  return {
    id: anchorOfStep(index),
    title: `${number}. ${title[language]}`,
    wide: true,
    body: html`${paragraphs(words[language])}
      ${codeBlock(pythonPart(root, `${number}. ${title.en}`), { title: keras, whole: true })}
      <details class="ours">
        <summary>${ours}</summary>
        ${sources.map(({ file, symbol, lines }) =>
          mappedLines(
            root,
            { file, symbol, lines: lines.map(([en, ko, text]) => [language === 'en' ? en : ko, text]) },
            { ...columns, all },
          ),
        )}
      </details>
      ${panels.map((panel) => livePanel(language, panel))}`,
  };
}

/**
 * @param {Language} language
 * @param {(typeof QUESTIONS)[number]} question
 */
function answer(language, { id, title, words, picture }) {
  return html`<article class="entry" id="${id}">
    <h3>${title[language]}</h3>
    ${paragraphs(words[language])}
    ${picture && sortedBatches(language)}
  </article>`;
}

/** @param {readonly (string | Markup)[]} texts */
const paragraphs = (texts) => texts.map((text) => html`<p class="text">${text}</p>`);
