/** @import { MappedSource } from './mapped-lines.mjs' */

/**
 * How the kernels compute each part of a training step. Each line is named by a text that it contains in the symbol; the build stops if there is
 * no such line.
 * @type {{ title: string, words: string[], sources: MappedSource[] }[]}
 */
export const KERNEL_PARTS = [
  {
    title: 'Forward, in the kernels',
    words: [
      'A processor that adds one product after another uses a small part of what it can do. It has registers of four numbers, and it can start new additions before the last ones are finished. So the kernels compute two images and sixteen neurons at a time, 32 sums in eight registers. We call this a tile; every matrix product of the kernels is made of tiles.',
      'Half of all pixels are black, and relu makes many outputs 0. A product with 0 adds nothing, so the kernels first list the inputs that are not 0 in at least one of the two images.',
    ],
    sources: [
      {
        file: 'worker/kernels/assembly/nonzero-list.ts',
        symbol: 'listRows',
        lines: [
          ['four inputs of the first image', 'const a = v128.load(first)'],
          ['the same inputs of the second image', 'const b = v128.load(second)'],
          ['which of the four are not 0 in at least one image', 'const kept = <usize>i32x4.bitmask('],
          [
            'write pairs; skipped ones are overwritten by the next',
            'at = putTwo(at, i32x4.shuffle(a, b, 0, 4, 1, 5)',
          ],
        ],
      },
      {
        file: 'worker/kernels/assembly/tile.ts',
        symbol: 'tile',
        lines: [
          ['for each listed input', 'for (; list < end; list += ENTRY_BYTES)'],
          ['the input of the first image, four times', 'const a = v128.load32_splat(list);'],
          ['the input of the second image, four times', 'const b = v128.load32_splat(list, 4);'],
          ['the weights of four neurons for this input', 'let r = v128.load(row);'],
          ['sum += source.output * weight.value, four at once', 'a0 = f32x4.add(a0, f32x4.mul(a, r));'],
          ['add the bias, and apply relu', 'forward4(floor, a0, extra, to);'],
        ],
      },
    ],
  },
  {
    title: 'Loss, in the kernels',
    words: [
      'The plain code computes exp of each output, which overflows if an output is above 709. The kernels work in float32, where 88 is enough to overflow, so they subtract the largest output of the image first. The probabilities stay the same.',
    ],
    sources: [
      {
        file: 'worker/kernels/assembly/softmax-cross-entropy.ts',
        symbol: 'softmaxCrossEntropy',
        lines: [
          ['the largest output', 'const highest = largest(z, classes)'],
          ['exp of all outputs, and their sum', 'const sum = exponentialsOfRow('],
          ['the loss: −log of the label’s probability', 'store<f32>(losses'],
          ['the gradient of each output: its probability …', 'scaleRow(dZ, classes, scale / sum)'],
          ['… less 1 for the label, both divided by the size of the batch', 'load<f32>(at) - scale'],
        ],
      },
    ],
  },
  {
    title: 'Backward and update, in the kernels',
    words: [
      'Both gradients of a layer are matrix products too: from its outputs’ gradients back to its inputs, and from both to its weights. The same tile computes them.',
      'The plain code keeps a gradient beside every weight. The kernels compute the gradient of sixteen rows of weights over the whole batch, update these rows at once, and forget it. It never leaves the processor’s first cache.',
    ],
    sources: [
      {
        file: 'worker/kernels/assembly/run-chunk.ts',
        symbol: 'runRowChunk',
        lines: [
          ['forward, layer by layer', 'else denseForward('],
          ['loss', 'lossOfRows('],
          ['backward, from the last layer', 'for (let i = last; i > 0; i--)'],
          ['the gradients of the previous layer’s sums', 'denseBackwardInput('],
        ],
      },
      {
        file: 'worker/kernels/assembly/dense.ts',
        symbol: 'denseKernelGradient',
        lines: [
          ['for each two inputs of the layer', 'for (let row = start; row < end; row += 2)'],
          ['list the images in which they are not 0', 'length = listColumns('],
          ['weight.gradient += gradient * source.output, over the batch', 'tile(SUMS, 0, length, list'],
        ],
      },
      {
        file: 'worker/kernels/assembly/dense.ts',
        symbol: 'denseBackwardKernel',
        lines: [['update these weights', 'updateWeights(plan, blockAt(layer, start)']],
      },
      {
        file: 'worker/kernels/assembly/adam.ts',
        symbol: 'update4',
        lines: [
          ['mean, of four weights at once', 'const first = mean4('],
          ['square', 'const second = meanSquare4('],
          ['value −= rate · mean / (√square + ε)', 'v128.store(w, f32x4.sub('],
        ],
      },
    ],
  },
];
