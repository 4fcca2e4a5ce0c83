/** @import { LessonStep } from './language.mjs' */
import { html } from '../markup.mjs';

/** @type {LessonStep} */
export const THE_DATA = {
  title: { en: 'The data', ko: '데이터' },
  words: {
    en: [
      html`Fashion-MNIST has 60,000 training images and 10,000 test images. An image is 28 rows of 28 bytes. It is flattened into a list of 784
        numbers, cast to float32 and divided by 255. <a href="#divide">Why by 255?</a>`,
      html`The images come as a stream, in the order of the file. A buffer holds the first 1,024 of them. For each place in a batch, an image is drawn at
        random from the buffer, and the next image of the stream takes its slot. <a href="#buffer">Is that a full shuffle?</a>`,
      'A batch has 64 images, so an epoch has 938 batches. The last one has only 32 images. The test images are batched in the same way, but not shuffled.',
    ],
    ko: [
      html`Fashion-MNIST에는 훈련용 이미지 60,000개와 테스트용 이미지 10,000개가 있어요. 이미지는 28바이트씩 28줄이에요. 이것을 784개의 수로 펼치고, float32로 변환하고,
        255로 나눠요. <a href="#divide">왜 255로 나눌까요?</a>`,
      html`이미지는 파일에 있는 순서대로 스트림처럼 들어와요. 버퍼에는 처음 1,024개가 들어가요. 배치의 자리마다 버퍼에서 이미지를 하나씩 무작위로 뽑고, 빈자리는 스트림의 다음
        이미지로 채워요. <a href="#buffer">이것으로 완전히 섞일까요?</a>`,
      '배치 하나에는 이미지가 64개 있으니 에포크 하나는 938개 배치예요. 마지막 배치에는 32개뿐이에요. 테스트 이미지는 섞지 않고 같은 방법으로 배치로 묶어요.',
    ],
  },
  sources: [
    {
      file: 'worker/data/format-image.ts',
      symbol: 'formatImage',
      lines: [['flatten, cast and scale', '펼치기, 형 변환, 나누기', 'into[i] = (image[i] as number) / 255']],
    },
    {
      file: 'worker/training/trainable.ts',
      symbol: 'Trainable.trainBatches',
      lines: [
        ['the function is mapped over the images', '함수를 모든 이미지에 적용', '.map(formatImage)'],
        ['the shuffle buffer', '셔플 버퍼', '.shuffle(shuffleBuffer, this.#shuffleRandom)'],
        ['batches', '배치', '.batch(batchSize)'],
      ],
    },
    {
      file: 'worker/data/shuffle-buffer.ts',
      symbol: 'ShuffleBuffer.draw',
      lines: [
        [
          'a random slot of the buffer is chosen',
          '버퍼의 자리 하나를 무작위로 고르기',
          'const slot = this.#random.nextInt(this.#filled)',
        ],
        [
          'the next image of the stream replaces its content',
          '스트림의 다음 이미지로 채우기',
          'slots[slot] = this.#nextFromStream++',
        ],
        ['at the end of the stream the buffer empties', '스트림이 끝나면 버퍼가 비어 감', 'this.#filled -= 1'],
      ],
    },
    {
      file: 'worker/training/trainable.ts',
      symbol: 'Trainable.evaluationBatches',
      lines: [
        [
          'the images to validate on, in the order of the file',
          '검증할 이미지, 파일의 순서대로',
          'return Dataset.of(this.#splits[split])',
        ],
      ],
    },
  ],
  panels: [
    {
      name: 'pipeline',
      words: {
        en: 'See from which slots of the buffer a batch of 64 images is drawn, and how one of these images becomes 784 numbers.',
        ko: '이미지 64개의 배치를 버퍼의 어느 자리에서 뽑는지, 그 이미지 하나가 어떻게 784개의 수가 되는지 볼 수 있어요.',
      },
    },
  ],
};
