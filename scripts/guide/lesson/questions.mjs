/**
 * @import { Both } from './language.mjs'
 * @import { Markup } from '../markup.mjs'
 */
import { html } from '../markup.mjs';
import { FIGURES, percent, percentInKorean } from './figures.mjs';

const { divided, undivided, sorted, meanUpdate } = FIGURES;

/**
 * The questions of a learner. `id` is the anchor; `picture` is shown below the words.
 * @type {readonly { id: string, title: Both, words: Both<readonly (string | Markup)[]>, picture?: 'sorted-batches' }[]}
 */
export const QUESTIONS = [
  {
    id: 'divide',
    title: { en: 'Why divide by 255?', ko: '왜 255로 나눌까요?' },
    words: {
      en: [
        'A unit multiplies its inputs by weights. So if the inputs are 255 times as large, the sums are 255 times as large too. The random weights at the start are chosen for inputs of about 1.',
        `With pixels from 0 to 255, the first batch has a mean loss of ${undivided.firstLoss} instead of ${divided.firstLoss}: the network is wrong and very confident. After 100 steps it recognises ${percent(undivided.accuracy)} of the test images. With divided pixels it recognises ${percent(divided.accuracy)}. Dividing loses nothing: the picture stays the same.`,
      ],
      ko: [
        '뉴런은 입력에 가중치를 곱해요. 그래서 입력이 255배이면 합도 255배가 돼요. 처음의 무작위 가중치는 크기가 1쯤인 입력에 맞춰져 있어요.',
        `픽셀이 0에서 255 사이이면 첫 배치의 평균 손실은 ${divided.firstLoss}이 아니라 ${undivided.firstLoss}이에요. 틀렸는데도 아주 확신하는 거예요. 100스텝 뒤에는 테스트 이미지의 ${percentInKorean(undivided.accuracy)}를 맞히고, 나눈 픽셀로는 ${percentInKorean(divided.accuracy)}를 맞혀요. 나누어도 그림은 그대로라서 잃는 것은 없어요.`,
      ],
    },
  },
  {
    id: 'buffer',
    title: {
      en: 'Why is a buffer of 1,024 not a full shuffle?',
      ko: '버퍼 1,024개로는 왜 완전히 섞이지 않을까요?',
    },
    words: {
      en: [
        'An image can be drawn only after it has entered the buffer. So the first batch comes from the beginning of the file, never from the end. For Fashion-MNIST that is no problem, since its file is already mixed. For a file that is sorted by class, it is a problem.',
        `The picture shows such a file. Each column is a batch, and each colour is a kind of clothing. With a buffer of 1,024, nearly every batch has only one or two kinds. During training the network recognises ${percent(sorted[1024].training)} of the images, because the next image is usually of the same kind as the previous ones. But it recognises only ${percent(sorted[1024].validation)} of the test images: it has forgotten all but the last two kinds. With a buffer for all 60,000 images it recognises ${percent(sorted[60000].validation)}.`,
      ],
      ko: [
        '이미지는 버퍼에 들어온 뒤에야 뽑힐 수 있어요. 그래서 첫 배치는 파일의 앞부분에서만 나오고, 끝부분의 이미지는 나올 수 없어요. Fashion-MNIST는 파일이 이미 섞여 있어서 괜찮아요. 하지만 클래스 순서로 정렬된 파일이라면 문제가 돼요.',
        `아래 그림이 그런 파일이에요. 세로줄 하나가 배치 하나, 색 하나가 옷의 종류 하나예요. 버퍼가 1,024개이면 거의 모든 배치에 한두 종류만 있어요. 이렇게 훈련하면 신경망은 훈련하는 동안 ${percentInKorean(sorted[1024].training)}를 맞혀요. 다음 이미지가 대개 앞의 이미지와 같은 종류이기 때문이에요. 하지만 테스트 이미지는 ${percentInKorean(sorted[1024].validation)}만 맞혀요. 마지막 두 종류 말고는 잊어버린 거예요. 60,000개가 모두 들어가는 버퍼로는 ${percentInKorean(sorted[60000].validation)}를 맞혀요.`,
      ],
    },
    picture: 'sorted-batches',
  },
  {
    id: 'logits',
    title: { en: 'Why logits instead of probabilities?', ko: '왜 확률이 아니라 로짓일까요?' },
    words: {
      en: [
        html`A probability is exp of the logit, divided by the sum over all classes. In float32, exp(−104) is 0. So if the logit of the correct class is 104 below
          the largest one, its probability is exactly 0, and −log 0 is infinite. Computed from the logits, the same loss is 104: the log of the sum, minus the
          logit. No intermediate result is too large or too small.`,
        'Keras avoids the infinity by limiting probabilities to 1e-7 or more. Then no loss exceeds 16.1, and the worst mistakes have no gradient. So the network learns nothing from the images with the most to teach.',
      ],
      ko: [
        html`확률은 로짓의 exp를 모든 클래스의 합으로 나눈 값이에요. float32에서 exp(−104)는 0이에요. 정답의 로짓이 가장 큰 로짓보다 104만큼 작으면 확률이 정확히 0이 되고, −log 0은 무한대예요.
          로짓에서 바로 계산하면 손실은 104예요. 합의 log에서 로짓을 빼기만 하면 되고, 도중에 너무 크거나 너무 작은 수가 없어요.`,
        'Keras는 확률을 1e-7 이상으로 제한해서 무한대를 피해요. 그러면 손실이 16.1을 넘지 못하고, 가장 크게 틀린 이미지에는 그래디언트가 없어요. 배울 것이 가장 많은 이미지에서 아무것도 배우지 못하는 거예요.',
      ],
    },
  },
  {
    id: 'adam',
    title: { en: 'Why are Adam’s first steps large?', ko: 'Adam의 처음 몇 스텝은 왜 클까요?' },
    words: {
      en: [
        'Adam divides the mean of a weight’s gradients by the root of the mean of their squares. In the first step, each mean has a single value, so the quotient is 1 or −1. So every weight that has a gradient moves by the whole learning rate, 0.001, whether its gradient is large or tiny.',
        `Later the gradients of a weight differ from batch to batch. Positive and negative ones cancel in the mean, but not in the mean of the squares, so the quotient becomes smaller. Averaged over all weights, a weight moves by ${meanUpdate[2]} in step 2, by ${meanUpdate[10]} in step 10 and by ${meanUpdate[100]} in step 100.`,
      ],
      ko: [
        'Adam은 가중치의 그래디언트 평균을, 제곱의 평균에 제곱근을 취한 값으로 나눠요. 첫 스텝에서는 두 평균 모두 그래디언트 하나로 계산하니까 몫이 1이나 −1이에요. 그래서 그래디언트가 있는 가중치는 그래디언트가 크든 작든 모두 학습률 0.001만큼 움직여요.',
        `그다음부터는 그래디언트가 배치마다 달라요. 양수와 음수가 평균에서는 서로 지워지지만 제곱의 평균에서는 지워지지 않아서 몫이 작아져요. 가중치가 한 스텝에 움직이는 거리는 평균으로 2번째 스텝에서 ${meanUpdate[2]}, 10번째 스텝에서 ${meanUpdate[10]}, 100번째 스텝에서 ${meanUpdate[100]}이에요.`,
      ],
    },
  },
  {
    id: 'wobble',
    title: { en: 'Why does the validation go up and down?', ko: '검증 값은 왜 오르내릴까요?' },
    words: {
      en: [
        'The learning rate stays the same, so the weights never stop moving. Every batch moves the weights in favour of its own 64 images. Some garments are near the border between two classes, for example between shirts and pullovers. Their predicted class changes from epoch to epoch. If 50 more of the 10,000 test images become wrong, the accuracy falls by half a percentage point.',
        'The accuracy is also a measurement with an error. Suppose a network recognises 88 % of all images. Measured with 10,000 of them, its accuracy is between 87.4 and 88.6 % in nineteen cases out of twenty. So a difference of a few tenths means little.',
      ],
      ko: [
        '학습률이 그대로라서 가중치는 계속 움직여요. 배치마다 가중치는 자기 이미지 64개를 더 잘 맞히는 쪽으로 움직여요. 셔츠와 풀오버처럼 두 클래스의 경계에 있는 옷은 에포크마다 예측 클래스가 바뀌기도 해요. 테스트 이미지 10,000개 중 50개를 더 틀리면 정확도가 0.5%포인트 낮아져요.',
        '정확도도 오차가 있는 측정값이에요. 88%를 맞히는 신경망을 이미지 10,000개로 재면 스무 번 중 열아홉 번은 87.4%와 88.6% 사이가 나와요. 그러니 영점 몇 퍼센트포인트의 차이는 큰 의미가 없어요.',
      ],
    },
  },
];
