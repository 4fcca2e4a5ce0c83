/** @import { LessonStep } from './language.mjs' */
import { html } from '../markup.mjs';

/** @type {LessonStep} */
export const TWENTY_EPOCHS = {
  title: { en: 'Twenty epochs', ko: '스무 번의 에포크' },
  words: {
    en: [
      'In an epoch the network is trained on every batch once. After each batch the loss is stored and the training metric is updated.',
      html`Then comes the validation. The network guesses the 10,000 test images, batch by batch. There is no tape, and the weights do not change. So the
        validation shows how well the network recognises images that it does not learn from. <a href="#wobble">It goes up and down.</a>`,
      'At the end of each epoch the lesson averages the losses, reads both metrics, prints a line and resets the metrics. After twenty epochs it draws the curves, and shows some test images with the network’s guesses.',
    ],
    ko: [
      '에포크 하나에서 신경망은 모든 배치로 한 번씩 훈련해요. 배치마다 손실을 저장하고 훈련 지표를 갱신해요.',
      html`그다음은 검증이에요. 신경망이 테스트 이미지 10,000개를 배치 단위로 맞혀 봐요. 테이프도 없고 가중치도 바뀌지 않아요. 그래서 배우지 않은 이미지를 얼마나 잘 맞히는지 알 수 있어요.
        <a href="#wobble">이 값은 오르내려요.</a>`,
      '에포크가 끝날 때마다 수업은 손실을 평균하고, 두 지표를 읽고, 한 줄을 출력하고, 지표를 초기화해요. 스무 번의 에포크가 끝나면 곡선을 그리고, 테스트 이미지 몇 개를 신경망의 답과 함께 보여 줘요.',
    ],
  },
  sources: [
    {
      file: 'worker/training/loop.ts',
      symbol: 'trainDataForOneEpoch',
      lines: [
        [
          'for every batch of the training images',
          '훈련 이미지의 모든 배치에서',
          'for (const batch of batches)',
        ],
        ['apply the gradient', '그래디언트 적용', ': engine.trainStep(batch'],
        [
          'store the loss and update the metric',
          '손실을 저장하고 지표를 갱신',
          'position.metrics.updateState(result)',
        ],
        ['move the progress bar', '진행 막대 옮기기', 'reporter.trainingBatch('],
        [
          'handle clicks and predictions, which a notebook does not need',
          '클릭과 예측을 처리하기. 노트북에는 필요 없음',
          "await control.gate('batch')",
        ],
      ],
    },
    {
      file: 'worker/training/loop.ts',
      symbol: 'performValidation',
      lines: [
        [
          'for every batch of the validation images',
          '검증 이미지의 모든 배치에서',
          'for (const batch of batches)',
        ],
        [
          'predictions and loss; the weights do not change',
          '예측과 손실. 가중치는 그대로',
          ': engine.evaluateStep(batch',
        ],
        ['update the metric', '지표 갱신', 'metrics.updateState(result)'],
        [
          'the predicted class of each image, for the gallery and the matrix',
          '갤러리와 행렬에 쓸 이미지별 예측 클래스',
          'return guesses',
        ],
      ],
    },
    {
      file: 'worker/training/loop.ts',
      symbol: 'trainModel',
      lines: [
        ['epoch by epoch', '에포크마다', 'for (;;)'],
        ['train on all batches', '모든 배치로 훈련', 'await trainDataForOneEpoch(run)'],
        ['validate', '검증', 'const guesses = await performValidation(run, validationMetrics)'],
        [
          'mean training loss and accuracy',
          '훈련 손실의 평균과 정확도',
          'const train = position.metrics.result()',
        ],
        ['validation loss and accuracy', '검증 손실과 정확도', 'const validation = validationMetrics.result()'],
        ['reset the validation metric', '검증 지표 초기화', 'validationMetrics.resetState()'],
        ['the line that the lesson prints', '수업이 출력하는 한 줄', 'const report: EpochReport = {'],
        [
          'stop after twenty epochs',
          '스무 번의 에포크 뒤에 멈춤',
          "report.epoch === config.epochs) ended = 'epochs'",
        ],
        [
          'reset the training metric, in finishEpoch',
          '훈련 지표 초기화, finishEpoch에서',
          'position.finishEpoch(report, elapsedMs, ended)',
        ],
      ],
    },
    {
      file: 'worker/protocol/settings.ts',
      symbol: 'SETTINGS',
      lines: [
        ['twenty epochs', '에포크 스무 번', 'default: 20'],
        ['batches of 64', '배치 크기 64', 'default: 64'],
        ['a shuffle buffer of 1,024', '셔플 버퍼 1,024', 'default: 1024'],
        ['validation on the test images', '테스트 이미지로 검증', "attribute: 'validation-split'"],
      ],
    },
    {
      file: 'src/state/metric-history.ts',
      symbol: 'lossColumns',
      lines: [
        [
          'the losses by epoch and by batch',
          '에포크별, 배치별 손실',
          'for (const { epoch, trainLoss, valLoss } of epochs)',
        ],
      ],
    },
    {
      file: 'worker/training/predict.ts',
      symbol: 'prediction',
      lines: [
        [
          'the class with the highest probability',
          '확률이 가장 높은 클래스',
          'const classIndex = probabilities.indexOf(',
        ],
      ],
    },
  ],
  panels: [
    {
      name: 'metric',
      words: {
        en: 'See what the batch adds to the metrics of the epoch, and how far both averages of the loss differ after the short last batch.',
        ko: '배치가 에포크의 지표에 무엇을 더하는지, 짧은 마지막 배치 뒤에 손실의 두 평균이 얼마나 달라지는지 볼 수 있어요.',
      },
    },
  ],
};
