/** @import { Markup } from './markup.mjs' */
import { html } from './markup.mjs';

/**
 * The steps of the lesson, each with the lines of our source code that do the same. A line is found by a part of its text inside a
 * symbol. If the symbol or the text no longer exists, the build fails.
 * @type {{ title: string, words: string | Markup, sources: { file: string, symbol: string, lines: [string, string][] }[] }[]}
 */
export const LESSON_STEPS = [
  {
    title: 'The network',
    words:
      'The lesson builds its classifier with the functional API: an input of 784 pixels named “clothing”, two Dense layers of 64 units with ReLU, and a softmax layer of ten units named “predictions”. That makes 55,050 numbers to learn, 138 of which are biases.',
    sources: [
      {
        file: 'worker/engines/tfjs/tfjs-model.ts',
        symbol: 'baseModel',
        lines: [
          ['the input tensor and its name', 'const inputs = tf.input('],
          ['the Dense layers', 'const dense = layers.map('],
          ['each layer is applied to the output of the previous one', 'features = layer.apply(features)'],
          ['the model from inputs to predictions', 'const model = tf.model('],
        ],
      },
      {
        file: 'worker/model/classifier.ts',
        symbol: 'classifierLayers',
        lines: [
          ['names, sizes and activation of the hidden layers', 'const layers: DenseLayer[]'],
          ['ten softmax units', "activation: 'softmax'"],
        ],
      },
      {
        file: 'worker/model/initialisers.ts',
        symbol: 'initialParameters',
        lines: [
          ['Keras’ default: kernels from the Glorot uniform distribution', 'glorotUniform('],
          ['biases start at zero', 'a bias stays zero'],
        ],
      },
    ],
  },
  {
    title: 'The data',
    words:
      'The lesson loads Fashion-MNIST, flattens each image, casts it to float32 and divides it by 255. It shuffles the training images with a buffer of 1,024 and groups them into batches of 64. The test images are batched in the same way, without shuffling.',
    sources: [
      {
        file: 'worker/data/format-image.ts',
        symbol: 'formatImage',
        lines: [['flatten, cast and scale', 'into[i] = (image[i] as number) / 255']],
      },
      {
        file: 'worker/training/trainable.ts',
        symbol: 'Trainable.trainBatches',
        lines: [
          ['the function is mapped over the images', '.map(formatImage)'],
          ['the shuffle buffer', '.shuffle(shuffleBuffer, this.#shuffleRandom)'],
          ['batches', '.batch(batchSize)'],
        ],
      },
      {
        file: 'worker/data/shuffle-buffer.ts',
        symbol: 'ShuffleBuffer.draw',
        lines: [
          ['a random slot of the buffer is chosen', 'const slot = this.#random.nextInt(this.#filled)'],
          ['the next image of the stream replaces its content', 'slots[slot] = this.#nextFromStream++'],
          ['at the end of the stream the buffer empties', 'this.#filled -= 1'],
        ],
      },
      {
        file: 'worker/training/trainable.ts',
        symbol: 'Trainable.evaluationBatches',
        lines: [
          ['the images to validate on, in the order of the file', 'return Dataset.of(this.#splits[split])'],
        ],
      },
    ],
  },
  {
    title: 'Optimizer and loss',
    words: html`The lesson uses Adam with its default learning rate of 0.001, and sparse categorical cross-entropy: labels are class
      numbers. We add Adam’s ε where TensorFlow.js and PyTorch do; Keras adds it elsewhere. From the same weights and batches,
      the largest difference of a weight is 0.033 after 100 steps, and 251 of the 10,000 test images are classified differently.
      Neither is better: <a href="formats.html#adam-here-and-in-keras">formulas and measurements</a>.`,
    sources: [
      {
        file: 'worker/protocol/settings.ts',
        symbol: 'SETTINGS',
        lines: [
          ['the optimizer', "default: 'adam'"],
          ['its learning rate', 'default: 1e-3'],
        ],
      },
      {
        file: 'worker/engines/tfjs/tfjs.ts',
        symbol: 'createOptimizer',
        lines: [['Adam, with an exact bias correction', 'return new ExactAdam(learningRate)']],
      },
      {
        file: 'worker/metrics/sparse-categorical-crossentropy.ts',
        symbol: 'lossFromLogits',
        lines: [['the loss of one image, computed from logits as in Keras', 'return Math.log(sum)']],
      },
    ],
  },
  {
    title: 'The metrics',
    words:
      'The lesson has one accuracy metric for training and one for validation. Each is updated with every batch, read with result() at the end of an epoch, and reset for the next epoch.',
    sources: [
      {
        file: 'worker/metrics/sparse-categorical-accuracy.ts',
        symbol: 'sparseCategoricalAccuracy',
        lines: [['1 if the most probable class is the label', 'return best === label ? 1 : 0']],
      },
      {
        file: 'worker/metrics/running-mean.ts',
        symbol: 'RunningMean.updateSum',
        lines: [['update_state', 'this.#sum += sum']],
      },
      {
        file: 'worker/metrics/running-mean.ts',
        symbol: 'RunningMean.result',
        lines: [['result', 'return this.#weight === 0 ? 0']],
      },
      {
        file: 'worker/metrics/running-mean.ts',
        symbol: 'RunningMean.resetState',
        lines: [['reset_state', 'this.#sum = 0']],
      },
      {
        file: 'worker/training/epoch-metrics.ts',
        symbol: 'EpochMetrics.updateState',
        lines: [
          [
            'with sample-weighting="batch", the mean of batch means, as in the lesson',
            "if (this.#weighting === 'batch')",
          ],
          ['otherwise every image has the same weight', 'else this.#loss.updateSum(lossSum, count)'],
          ['the accuracy, by image in both cases', 'this.#accuracy.updateSum(correct, count)'],
        ],
      },
    ],
  },
  {
    title: 'apply_gradient',
    words:
      'This is the heart of the lesson. A gradient tape records the forward pass and the loss, then gives the gradients of the loss with respect to all weights. The optimizer applies them.',
    sources: [
      {
        file: 'worker/engines/tfjs/tfjs.ts',
        symbol: 'applyGradient',
        lines: [
          ['the tape records', 'const { grads } = tf.variableGrads('],
          ['the forward pass', 'const logits = model(inputs)'],
          ['the loss of each image', 'const losses = sparseCategoricalCrossentropy(labels, logits)'],
          ['their mean, which is differentiated', 'return tf.mean<tf.Scalar>(losses)'],
          ['the optimizer applies the gradients to the weights', 'optimizer.applyGradients(grads)'],
          ['logits and loss are returned to the loop', 'return result'],
        ],
      },
      {
        file: 'worker/engines/fused/fused.ts',
        symbol: 'FusedEngine.trainStep',
        lines: [
          ['the same step in our own kernels starts', 'this.#kernels.beginStep('],
          ['meanwhile the next batch is prepared', 'const next = upcoming?.()'],
          ['the step ends when all threads are done', 'const lossSum = this.#kernels.endStep('],
          ['loss and number of correct predictions are returned', 'return { lossSum'],
        ],
      },
    ],
  },
  {
    title: 'train_data_for_one_epoch',
    words:
      'For each batch the lesson calls apply_gradient, stores the loss, updates the training metric and moves a progress bar that shows the loss.',
    sources: [
      {
        file: 'worker/training/loop.ts',
        symbol: 'trainDataForOneEpoch',
        lines: [
          ['for every batch of the training images', 'for (const batch of batches)'],
          ['apply the gradient', ': engine.trainStep(batch'],
          ['store the loss and update the metric', 'position.metrics.updateState(result)'],
          ['move the progress bar', 'reporter.trainingBatch('],
          ['let clicks and predictions through; a notebook does not need this', "await control.gate('batch')"],
        ],
      },
    ],
  },
  {
    title: 'perform_validation',
    words:
      'For each batch of test images the lesson computes predictions and loss, without a tape, and updates the validation metric.',
    sources: [
      {
        file: 'worker/training/loop.ts',
        symbol: 'performValidation',
        lines: [
          ['for every batch of the validation images', 'for (const batch of validation)'],
          ['predictions and loss; the weights do not change', ': engine.evaluateStep(batch'],
          ['update the metric', 'metrics.updateState(result)'],
          ['the predicted class of each image, for the gallery and the matrix', 'return guesses'],
        ],
      },
    ],
  },
  {
    title: 'The loop of twenty epochs',
    words:
      'In each epoch the lesson trains on all batches, validates, averages the losses, reads both metrics, prints one line, and resets the metrics.',
    sources: [
      {
        file: 'worker/training/loop.ts',
        symbol: 'trainModel',
        lines: [
          ['epoch by epoch', 'for (;;)'],
          ['train on all batches', 'await trainDataForOneEpoch(run)'],
          ['validate', 'const guesses = await performValidation(run, validationMetrics)'],
          ['mean training loss and accuracy', 'const train = position.metrics.result()'],
          ['validation loss and accuracy', 'const validation = validationMetrics.result()'],
          ['reset the validation metric', 'validationMetrics.resetState()'],
          ['the line that the lesson prints', 'const report: EpochReport = {'],
          ['stop after twenty epochs', "report.epoch === config.epochs) ended = 'epochs'"],
          ['reset the training metric, in finishEpoch', 'position.finishEpoch(report, elapsedMs, ended)'],
        ],
      },
      {
        file: 'worker/protocol/settings.ts',
        symbol: 'SETTINGS',
        lines: [
          ['twenty epochs', 'default: 20'],
          ['batches of 64', 'default: 64'],
          ['a shuffle buffer of 1,024', 'default: 1024'],
          ['validation on the test images', "attribute: 'validation-split'"],
        ],
      },
    ],
  },
  {
    title: 'Plots and predictions',
    words:
      'At the end the lesson plots loss and accuracy by epoch, and shows some test images with their predicted classes.',
    sources: [
      {
        file: 'src/state/metric-history.ts',
        symbol: 'lossColumns',
        lines: [['the losses by epoch and by batch', 'for (const { epoch, trainLoss, valLoss } of epochs)']],
      },
      {
        file: 'worker/training/predict.ts',
        symbol: 'prediction',
        lines: [['the class with the highest probability', 'const classIndex = probabilities.indexOf(']],
      },
    ],
  },
];
