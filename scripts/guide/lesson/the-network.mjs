/** @import { LessonStep } from './language.mjs' */
import { html } from '../markup.mjs';

/** @type {LessonStep} */
export const THE_NETWORK = {
  title: { en: 'The network', ko: '신경망' },
  words: {
    en: [
      'A network is a function whose numbers are learned. This one takes the 784 pixels of an image and returns ten numbers, one for each kind of clothing. These numbers are called logits. The class with the largest logit is the network’s guess.',
      'Between the pixels and the logits are two Dense layers of 64 units. A unit multiplies each of its inputs by a weight, and adds up the products and a bias. It returns this sum, or 0 if the sum is negative. This function is called relu. The weights start with random values, within limits that depend on the size of the layer. The biases start at zero. Together they are 55,050 numbers, 138 of them biases.',
      html`The lesson gives its last layer a softmax, which turns logits into probabilities. The code below computes softmax only where a probability is
        needed. <a href="#logits">Why?</a>`,
    ],
    ko: [
      '신경망은 수를 배워서 정하는 함수예요. 이 신경망은 이미지의 784개 픽셀을 받아서 옷의 종류마다 하나씩, 열 개의 수를 내놓아요. 이 수를 로짓이라고 불러요. 로짓이 가장 큰 클래스가 신경망의 답이에요.',
      '픽셀과 로짓 사이에는 뉴런이 64개인 Dense 층이 두 개 있어요. 뉴런은 입력마다 가중치를 곱하고, 그 곱과 편향을 모두 더해서 내놓아요. 합이 음수이면 0을 내놓는데, 이것이 relu예요. 가중치는 층의 크기에 따라 정해진 범위의 난수로 시작하고, 편향은 0으로 시작해요. 모두 55,050개이고, 그중 138개가 편향이에요.',
      html`수업의 마지막 층에는 로짓을 확률로 바꾸는 소프트맥스가 있어요. 아래 코드는 확률이 필요한 곳에서만 소프트맥스를 계산해요.
        <a href="#logits">왜 그럴까요?</a>`,
    ],
  },
  sources: [
    {
      file: 'worker/engines/tfjs/tfjs-model.ts',
      symbol: 'baseModel',
      lines: [
        ['the input tensor and its name', '입력 텐서와 이름', 'const inputs = tf.input('],
        ['the Dense layers', 'Dense 층', 'const dense = layers.map('],
        [
          'each layer is applied to the output of the previous one',
          '각 층을 앞 층의 출력에 적용',
          'features = layer.apply(features)',
        ],
        ['the model from inputs to predictions', '입력에서 예측까지의 모델', 'const model = tf.model('],
      ],
    },
    {
      file: 'worker/model/classifier.ts',
      symbol: 'classifierLayers',
      lines: [
        [
          'names, sizes and activation of the hidden layers',
          '은닉층의 이름, 크기, 활성화 함수',
          'const layers: DenseLayer[]',
        ],
        ['ten softmax units', '소프트맥스 뉴런 열 개', "activation: 'softmax'"],
      ],
    },
    {
      file: 'worker/model/initialisers.ts',
      symbol: 'initialParameters',
      lines: [
        [
          'Keras’ default: kernels from the Glorot uniform distribution',
          'Keras의 기본값: Glorot 균등 분포에서 뽑은 가중치',
          'glorotUniform(',
        ],
        ['biases start at zero', '편향은 0으로 시작', 'a bias stays zero'],
      ],
    },
  ],
  panels: [
    {
      name: 'forward',
      words: {
        en: 'See z and the output of each layer for a batch of 64 images.',
        ko: '이미지 64개의 배치에서 층마다 z와 출력이 어떻게 나오는지 볼 수 있어요.',
      },
    },
  ],
};
