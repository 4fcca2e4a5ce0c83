/** @import { LessonStep } from './language.mjs' */
import { html } from '../markup.mjs';

/** @type {LessonStep} */
export const ONE_TRAINING_STEP = {
  title: { en: 'One training step', ko: '훈련 한 스텝' },
  words: {
    en: [
      'This is the core of the lesson. A gradient tape records how the network computes the logits of a batch of 64 images, and from them the mean loss. Then the tape is read backwards, to compute the gradient of every weight. The gradient shows how fast the loss grows when that weight grows a little.',
      html`The optimizer moves each weight against its gradient, so the loss of this batch falls. For each weight, Adam keeps the average of its gradient and the
        average of the gradient’s square. It divides the first by the root of the second. <a href="#adam">Its first steps are large.</a>`,
      html`Another page shows <a href="training-step.html">this step without a tape</a>: in about 40 lines of plain TypeScript, and as our kernels compute it.`,
    ],
    ko: [
      '수업의 핵심이에요. 그래디언트 테이프는 배치의 이미지 64개에서 로짓을 구하고 평균 손실을 구하는 계산을 기록해요. 그다음 테이프를 거꾸로 읽어서 모든 가중치의 그래디언트를 구해요. 그래디언트는 그 가중치가 조금 커질 때 손실이 얼마나 커지는지를 나타내요.',
      html`옵티마이저는 가중치를 그래디언트의 반대쪽으로 움직여요. 그래서 이 배치의 손실이 줄어요. Adam은 가중치마다 그래디언트의 평균과 그 제곱의 평균을 저장하고, 앞의 값을 뒤의 값의 제곱근으로
        나눠요. <a href="#adam">처음 몇 스텝은 커요.</a>`,
      html`<a href="training-step.html" hreflang="en">테이프 없이 이 스텝을 계산하는 코드(영어)</a>를 다른 페이지에서 볼 수 있어요. 약 40줄의 TypeScript와, 우리 커널이 같은 것을 계산하는 방법이에요.`,
    ],
  },
  sources: [
    {
      file: 'worker/engines/tfjs/tfjs.ts',
      symbol: 'applyGradient',
      lines: [
        ['the tape records', '테이프가 계산을 기록', 'const { grads } = tf.variableGrads('],
        ['the forward pass', '순전파', 'const logits = model(inputs)'],
        [
          'the loss of each image',
          '이미지마다의 손실',
          'const losses = sparseCategoricalCrossentropy(labels, logits)',
        ],
        [
          'their mean, which is then differentiated',
          '평균 내기. 이 값을 미분함',
          'return tf.mean<tf.Scalar>(losses)',
        ],
        [
          'the optimizer applies the gradients to the weights',
          '옵티마이저가 그래디언트를 가중치에 적용',
          'optimizer.applyGradients(grads)',
        ],
        ['logits and loss are returned to the loop', '로짓과 손실을 루프에 돌려줌', 'return result'],
      ],
    },
    {
      file: 'worker/engines/fused/fused.ts',
      symbol: 'FusedEngine.trainStep',
      lines: [
        ['the same step starts in our own kernels', '같은 스텝을 우리 커널로 시작', 'this.#kernels.beginStep('],
        ['meanwhile the next batch is prepared', '그동안 다음 배치를 준비', 'const next = upcoming?.()'],
        [
          'the step ends when all threads have finished',
          '모든 스레드가 끝나면 스텝이 끝남',
          'const lossSum = this.#kernels.endStep(',
        ],
        [
          'loss and number of correct predictions are returned',
          '손실과 맞힌 개수를 돌려줌',
          'return { lossSum',
        ],
      ],
    },
  ],
  panels: [
    {
      name: 'tape',
      words: {
        en: 'See the gradient of every weight as a histogram, and that of the first layer as pictures.',
        ko: '모든 가중치의 그래디언트를 히스토그램으로, 첫째 층의 그래디언트를 그림으로 볼 수 있어요.',
      },
    },
    {
      name: 'optimizer',
      words: {
        en: 'See how Adam turns these gradients into updates, and how much the loss of the batch falls.',
        ko: 'Adam이 이 그래디언트로 갱신량을 어떻게 구하는지, 배치의 손실이 얼마나 줄어드는지 볼 수 있어요.',
      },
    },
  ],
};
