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
        'A unit multiplies its inputs by weights, so inputs that are 255 times as large make sums that are 255 times as large. The random weights at the start are chosen for inputs of about 1.',
        `With pixels from 0 to 255, the first batch has a mean loss of ${undivided.firstLoss} instead of ${divided.firstLoss}: the network is wrong and very sure. After 100 steps it recognises ${percent(undivided.accuracy)} of the test images, with divided pixels ${percent(divided.accuracy)}. Nothing is lost by dividing: the picture stays the same.`,
      ],
      ko: [
        '유닛은 입력에 가중치를 곱해요. 그래서 입력이 255배이면 합도 255배가 돼요. 처음의 무작위 가중치는 크기가 1쯤인 입력에 맞춰져 있어요.',
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
        'An image can only be drawn once it is in the buffer. The first batch is drawn from the first 1,024 images of the file, never from the last ones. For Fashion-MNIST that is no problem, since its file is mixed already. For a file that is sorted by class it is.',
        `The picture shows such a file. Each column is a batch, each colour a kind of clothing. With a buffer of 1,024, nearly every batch has one or two kinds. A network that is trained on it recognises ${percent(sorted[1024].training)} of the images while it is trained, because the last answers are right again, and ${percent(sorted[1024].validation)} of the test images: it has forgotten all but the last two kinds. With a buffer for all 60,000 images it recognises ${percent(sorted[60000].validation)}.`,
      ],
      ko: [
        '이미지는 버퍼에 들어온 뒤에야 뽑힐 수 있어요. 첫 배치는 파일의 처음 1,024개에서만 나오고, 마지막 이미지가 나올 수는 없어요. Fashion-MNIST는 파일이 이미 섞여 있어서 괜찮아요. 하지만 클래스 순서로 정렬된 파일이라면 문제가 돼요.',
        `아래 그림이 그런 파일이에요. 세로줄 하나가 배치 하나, 색 하나가 옷의 종류 하나예요. 버퍼가 1,024개이면 거의 모든 배치에 한두 종류만 있어요. 이렇게 훈련한 신경망은 훈련하는 동안 ${percentInKorean(sorted[1024].training)}를 맞혀요. 방금 나온 답이 또 맞기 때문이에요. 하지만 테스트 이미지는 ${percentInKorean(sorted[1024].validation)}만 맞혀요. 마지막 두 종류 말고는 잊어버린 거예요. 60,000개가 모두 들어가는 버퍼로는 ${percentInKorean(sorted[60000].validation)}를 맞혀요.`,
      ],
    },
    picture: 'sorted-batches',
  },
  {
    id: 'logits',
    title: { en: 'Why logits instead of probabilities?', ko: '왜 확률이 아니라 로짓일까요?' },
    words: {
      en: [
        html`A probability is exp of the logit, divided by the sum over all classes. In float32 the exp of −104 is 0. So if the right class is 104 below the largest
          logit, its probability is exactly 0, and −log 0 is infinite. From the logits, the same loss is 104: it is the log of the sum minus the logit, and no
          number on the way is too large or too small.`,
        'Keras avoids the infinity by keeping probabilities at 1e-7 or more. Then no loss is above 16.1, and the worst mistakes have no gradient: exactly the images from which there is most to learn teach nothing.',
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
        'Adam divides the mean of a weight’s gradients by the root of the mean of their squares. In the first step both means are of one gradient: the quotient is 1 or −1. So every weight that has a gradient moves by the whole learning rate, 0.001, whether its gradient is large or tiny.',
        `Later the gradients of a weight differ from batch to batch. Positive and negative ones cancel in the mean, but not in the mean of the squares, so the quotient becomes smaller. On average over all weights, a step moves a weight by ${meanUpdate[2]} in step 2, by ${meanUpdate[10]} in step 10 and by ${meanUpdate[100]} in step 100.`,
      ],
      ko: [
        'Adam은 가중치의 그래디언트 평균을, 제곱의 평균에 제곱근을 취한 값으로 나눠요. 첫 스텝에서는 두 평균 모두 그래디언트 하나로 된 것이라서 몫이 1이나 −1이에요. 그래서 그래디언트가 있는 가중치는 그래디언트가 크든 작든 모두 학습률 0.001만큼 움직여요.',
        `그다음부터는 그래디언트가 배치마다 달라요. 양수와 음수가 평균에서는 서로 지워지지만 제곱의 평균에서는 지워지지 않아서 몫이 작아져요. 가중치가 한 스텝에 움직이는 거리는 평균으로 2번째 스텝에서 ${meanUpdate[2]}, 10번째 스텝에서 ${meanUpdate[10]}, 100번째 스텝에서 ${meanUpdate[100]}이에요.`,
      ],
    },
  },
  {
    id: 'wobble',
    title: { en: 'Why does the validation wobble?', ko: '검증 값은 왜 오르내릴까요?' },
    words: {
      en: [
        'The learning rate stays the same, so the weights never come to rest. Each epoch ends a few steps further along a zigzag path, and every batch pulls the network towards its own 64 images. Garments near the border between two classes, such as shirts and pullovers, change sides from epoch to epoch. If 50 of the 10,000 test images change sides in the same direction, the accuracy changes by half a percentage point.',
        'The accuracy itself is also a measurement with an error. With 10,000 other images, a network that recognises 88 % would be measured between 87.4 and 88.6 % nineteen times of twenty. So a difference of a few tenths says little.',
      ],
      ko: [
        '학습률이 그대로라서 가중치는 멈추지 않아요. 에포크마다 지그재그로 조금씩 더 가고, 배치마다 자기 이미지 64개 쪽으로 신경망을 당겨요. 셔츠와 풀오버처럼 두 클래스의 경계에 있는 옷은 에포크마다 다른 쪽으로 넘어가기도 해요. 테스트 이미지 10,000개 중 50개가 같은 방향으로 넘어가면 정확도가 0.5%포인트 달라져요.',
        '정확도도 오차가 있는 측정값이에요. 88%를 맞히는 신경망을 다른 이미지 10,000개로 재면 스무 번 중 열아홉 번은 87.4%와 88.6% 사이가 나와요. 그러니 0.몇 %포인트의 차이는 큰 의미가 없어요.',
      ],
    },
  },
];
