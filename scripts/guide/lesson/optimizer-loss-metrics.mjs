/** @import { LessonStep } from './language.mjs' */
import { html } from '../markup.mjs';

/** @type {LessonStep} */
export const OPTIMIZER_LOSS_METRICS = {
  title: { en: 'Optimizer, loss and metrics', ko: '옵티마이저, 손실, 지표' },
  words: {
    en: [
      'The loss is a number that shows how wrong the network is about an image: −log of the probability that it gives to the correct class. A correct and confident guess has a loss near 0. An untrained network gives each class a probability of about a tenth, so its loss is about log 10 = 2.3. Training reduces the mean loss of the images. This loss is called sparse categorical cross-entropy: sparse because a label is the number of a class.',
      html`The optimizer decides how far each weight moves. The lesson uses Adam with its default learning rate of 0.001. We add Adam’s ε in the same place as
        TensorFlow.js and PyTorch. Keras adds it in another place. If both start from the same weights and use the same batches, the weights differ by at most
        0.033 after 100 steps, and 251 of the 10,000 test images are classified differently. Neither is better: <a href="formats.html#adam-here-and-in-keras">formulas and measurements</a>.`,
      'A metric summarises the results. Here it is the accuracy: the share of images whose guess is correct. It is updated with every batch, read with result() at the end of an epoch, and reset for the next one. The lesson has one accuracy for training and one for validation.',
      'The last batch of an epoch has only 32 images. The lesson averages the losses of the batches, so each of these images counts twice as much as any other. With the default settings, our code gives every image the same weight. With sample-weighting="batch" it computes the average of the lesson.',
    ],
    ko: [
      '손실은 신경망이 이미지 하나에서 얼마나 틀렸는지를 나타내는 수예요. 정답 클래스에 준 확률에 −log를 취한 값이에요. 확신하면서 맞히면 손실이 0에 가까워요. 훈련하지 않은 신경망은 클래스마다 10분의 1쯤의 확률을 주니까 손실이 log 10 = 2.3쯤이에요. 훈련은 이미지들의 평균 손실을 줄여요. 이 손실을 희소 범주형 교차 엔트로피라고 불러요. 레이블이 클래스의 번호라서 희소라고 해요.',
      html`옵티마이저는 가중치마다 얼마나 움직일지를 정해요. 수업은 학습률이 기본값 0.001인 Adam을 써요. 우리는 Adam의 ε을 TensorFlow.js와 PyTorch가 더하는 곳에 더하고, Keras는 다른 곳에
        더해요. 같은 가중치와 배치로 시작하면 100스텝 뒤에 가중치의 차이는 최대 0.033이고, 테스트 이미지 10,000개 중 251개의 답이 달라요. 어느 쪽이 더 나은 것은 아니에요.
        <a href="formats.html#adam-here-and-in-keras" hreflang="en">공식과 측정값(영어)</a>.`,
      '지표는 결과를 요약한 값이에요. 여기서는 정확도, 곧 맞힌 이미지의 비율이에요. 배치마다 갱신하고, 에포크가 끝나면 result()로 읽고, 다음 에포크를 위해 초기화해요. 수업에는 훈련 정확도와 검증 정확도가 하나씩 있어요.',
      '에포크의 마지막 배치에는 이미지가 32개뿐이에요. 수업은 배치들의 손실을 평균하기 때문에, 이 32개는 다른 이미지보다 두 배로 계산돼요. 우리의 기본 설정은 모든 이미지를 똑같이 계산해요. sample-weighting="batch"로 바꾸면 수업처럼 계산해요.',
    ],
  },
  sources: [
    {
      file: 'worker/protocol/settings.ts',
      symbol: 'SETTINGS',
      lines: [
        ['the optimizer', '옵티마이저', "default: 'adam'"],
        ['its learning rate', '학습률', 'default: 1e-3'],
      ],
    },
    {
      file: 'worker/engines/tfjs/tfjs.ts',
      symbol: 'createOptimizer',
      lines: [
        [
          'Adam, with an exact bias correction',
          '편향 보정이 정확한 Adam',
          'return new ExactAdam(learningRate)',
        ],
      ],
    },
    {
      file: 'worker/metrics/sparse-categorical-crossentropy.ts',
      symbol: 'lossFromLogits',
      lines: [
        [
          'the loss of one image, computed from logits',
          '로짓으로 계산한 이미지 하나의 손실',
          'return Math.log(sum)',
        ],
      ],
    },
    {
      file: 'worker/metrics/sparse-categorical-accuracy.ts',
      symbol: 'sparseCategoricalAccuracy',
      lines: [
        [
          '1 if the most probable class is the label',
          '가장 확률이 높은 클래스가 정답이면 1',
          'return best === label ? 1 : 0',
        ],
      ],
    },
    {
      file: 'worker/metrics/running-mean.ts',
      symbol: 'RunningMean.updateSum',
      lines: [['update_state', 'update_state', 'this.#sum += sum']],
    },
    {
      file: 'worker/metrics/running-mean.ts',
      symbol: 'RunningMean.result',
      lines: [['result', 'result', 'return this.#weight === 0 ? 0']],
    },
    {
      file: 'worker/metrics/running-mean.ts',
      symbol: 'RunningMean.resetState',
      lines: [['reset_state', 'reset_state', 'this.#sum = 0']],
    },
    {
      file: 'worker/training/epoch-metrics.ts',
      symbol: 'EpochMetrics.updateState',
      lines: [
        [
          'with sample-weighting="batch", the mean of batch means, as in the lesson',
          'sample-weighting="batch"이면 수업처럼 배치 평균의 평균',
          "if (this.#weighting === 'batch')",
        ],
        [
          'otherwise every image has the same weight',
          '아니면 모든 이미지를 똑같이 계산',
          'else this.#loss.updateSum(lossSum, count)',
        ],
        [
          'the accuracy, by image in both cases',
          '정확도는 어느 쪽이든 이미지 단위로',
          'this.#accuracy.updateSum(correct, count)',
        ],
      ],
    },
  ],
  panels: [
    {
      name: 'loss',
      words: {
        en: 'See the logits, the probabilities and the loss of each image of a batch, and the mean loss of the batch.',
        ko: '배치에 있는 이미지마다 로짓, 확률, 손실이 얼마인지, 배치의 평균 손실이 얼마인지 볼 수 있어요.',
      },
    },
  ],
};
