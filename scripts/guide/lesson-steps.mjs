/**
 * The steps of the lesson, each with the lines of ours that do the same. A line is found by a piece of its text inside a symbol;
 * the build fails when the symbol or the text is gone.
 */
export const LESSON_STEPS = [
  {
    title: 'The network',
    words:
      'The lesson builds its classifier with the functional API: an input of 784 pixels named “clothing”, two Dense layers of 64 units with ReLU, and a softmax layer of ten units named “predictions”.',
    sources: [
      {
        file: 'worker/engines/tfjs/tfjs.ts',
        symbol: 'baseModel',
        lines: [
          ['the input tensor and its name', 'const inputs = tf.input('],
          ['the Dense layers', 'const dense = layers.map('],
          ['each layer applied to what the one before gave', 'features = layer.apply(features)'],
          ['the model from inputs to predictions', 'const model = tf.model('],
        ],
      },
      {
        file: 'worker/model/classifier.ts',
        symbol: 'classifierLayers',
        lines: [
          ['names, widths and activation of the hidden layers', 'const layers: DenseLayer[]'],
          ['ten softmax units', "activation: 'softmax'"],
        ],
      },
      {
        file: 'worker/model/initialisers.ts',
        symbol: 'initialParameters',
        lines: [
          ['Keras’ default: uniform kernels after Glorot', 'glorotUniform('],
          ['and biases of zero', 'a bias stays zero'],
        ],
      },
    ],
  },
  {
    title: 'The data',
    words:
      'The lesson loads Fashion-MNIST, flattens each image, casts it to float32 and divides by 255, shuffles the training images through a buffer of 1,024, and takes them in batches of 64. The test images are batched alike, without a shuffle.',
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
          ['the function mapped over the images', '.map(formatImage)'],
          ['the shuffle buffer', '.shuffle(shuffleBuffer, this.#shuffleRandom)'],
          ['batches', '.batch(batchSize)'],
        ],
      },
      {
        file: 'worker/data/shuffle-buffer.ts',
        symbol: 'ShuffleBuffer.draw',
        lines: [
          ['a slot of the buffer is drawn at random', 'const slot = this.#random.nextInt(this.#filled)'],
          ['the next image of the stream takes its place', 'slots[slot] = this.#nextFromStream++'],
          ['at the end the buffer drains', 'this.#filled -= 1'],
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
    words:
      'The lesson takes Adam with its usual step size of 0.001, and the sparse categorical cross-entropy: labels are class numbers.',
    sources: [
      {
        file: 'worker/protocol/index.ts',
        symbol: 'DEFAULT_CONFIG',
        lines: [
          ['the optimizer', "optimizer: 'adam'"],
          ['its step size', 'learningRate: 1e-3'],
        ],
      },
      {
        file: 'worker/engines/tfjs/tfjs.ts',
        symbol: 'createOptimizer',
        lines: [['Adam, with its bias correction made exact', 'return new ExactAdam(learningRate)']],
      },
      {
        file: 'worker/metrics/sparse-categorical-crossentropy.ts',
        symbol: 'lossFromLogits',
        lines: [['the loss of one image, from logits as Keras takes it', 'return Math.log(sum)']],
      },
    ],
  },
  {
    title: 'The metrics',
    words:
      'The lesson keeps one accuracy for training and one for validation: updated with every batch, read with result() at the end of an epoch, and reset for the next.',
    sources: [
      {
        file: 'worker/metrics/sparse-categorical-accuracy.ts',
        symbol: 'sparseCategoricalAccuracy',
        lines: [['whether the most probable class is the label', 'return best === label ? 1 : 0']],
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
          ['the lesson’s mean of batch means, on request', "if (this.#weighting === 'batch')"],
          ['else every image weighs the same', 'else this.#loss.updateSum(lossSum, count)'],
          ['and the accuracy, by image in both cases', 'this.#accuracy.updateSum(correct, count)'],
        ],
      },
    ],
  },
  {
    title: 'apply_gradient',
    words:
      'The heart of the lesson: a gradient tape watches the forward pass and the loss, the gradients of the loss with respect to all weights are taken from it, and the optimizer applies them.',
    sources: [
      {
        file: 'worker/engines/tfjs/tfjs.ts',
        symbol: 'applyGradient',
        lines: [
          ['the tape watches', 'const { grads } = tf.variableGrads('],
          ['the forward pass', 'const logits = model(inputs)'],
          ['the loss of each image', 'const losses = sparseCategoricalCrossentropy(labels, logits)'],
          ['and their mean, whose gradients are taken', 'return tf.mean<tf.Scalar>(losses)'],
          ['the optimizer applies gradients to weights', 'optimizer.applyGradients(grads)'],
          ['logits and loss go back to the loop', 'return result'],
        ],
      },
      {
        file: 'worker/engines/fused/fused.ts',
        symbol: 'FusedEngine.trainStep',
        lines: [
          ['the same step in our own kernels', 'this.#kernels.beginStep('],
          ['meanwhile the next batch is brought', 'const next = upcoming?.()'],
          ['the loss, once helpers have computed theirs', 'const lossSum = this.#kernels.endStep('],
          ['loss and number of right answers go back', 'return { lossSum'],
        ],
      },
    ],
  },
  {
    title: 'train_data_for_one_epoch',
    words:
      'For each batch the lesson applies the gradient, keeps the loss, updates the training metric and moves a progress bar that shows the loss.',
    sources: [
      {
        file: 'worker/training/loop.ts',
        symbol: 'trainDataForOneEpoch',
        lines: [
          ['for every batch of the training images', 'for (const batch of batches)'],
          ['apply the gradient', 'const result = engine.trainStep(batch'],
          ['keep the loss and update the metric', 'position.metrics.updateState(result)'],
          ['move the progress bar', 'reporter.trainingBatch('],
          [
            'let clicks and predictions through, which a notebook has no need of',
            "await control.gate('batch')",
          ],
        ],
      },
    ],
  },
  {
    title: 'perform_validation',
    words:
      'For each batch of the test images the lesson computes predictions and loss, without a tape, and updates the validation metric.',
    sources: [
      {
        file: 'worker/training/loop.ts',
        symbol: 'performValidation',
        lines: [
          ['for every batch of the validation images', 'for (const batch of validation)'],
          ['predictions and loss, the weights left as they are', 'const result = engine.evaluateStep(batch'],
          ['update the metric', 'metrics.updateState(result)'],
          ['what each image was taken for, for the gallery and the matrix', 'return guesses'],
        ],
      },
    ],
  },
  {
    title: 'The loop of twenty epochs',
    words:
      'Each epoch of the lesson trains on all batches, validates, takes the means of the losses, reads both metrics, prints a line, and resets the metrics.',
    sources: [
      {
        file: 'worker/training/loop.ts',
        symbol: 'trainModel',
        lines: [
          ['epoch by epoch', 'for (;;)'],
          ['train on all batches', 'await trainDataForOneEpoch(run)'],
          ['validate', 'const guesses = await performValidation(run, validationMetrics)'],
          ['mean loss and accuracy of training', 'const train = position.metrics.result()'],
          ['and of validation', 'const validation = validationMetrics.result()'],
          ['reset the validation metric', 'validationMetrics.resetState()'],
          ['the line that is printed', 'const report: EpochReport = {'],
          ['until twenty are done', "report.epoch === config.epochs) ended = 'epochs'"],
          ['reset the training metric, in finishEpoch', 'position.finishEpoch(report, elapsedMs, ended)'],
        ],
      },
      {
        file: 'worker/protocol/index.ts',
        symbol: 'DEFAULT_CONFIG',
        lines: [
          ['twenty epochs', 'epochs: 20'],
          ['batches of 64', 'batchSize: 64'],
          ['a shuffle buffer of 1,024', 'shuffleBuffer: 1024'],
          ['validation on the test images', 'validationSplit: 0'],
        ],
      },
    ],
  },
  {
    title: 'What the lesson looks at',
    words:
      'At the end the lesson plots loss and accuracy by epoch and shows some test images with their predicted classes.',
    sources: [
      {
        file: 'src/state/metric-history.ts',
        symbol: 'lossColumns',
        lines: [
          [
            'the losses by epoch, and those of the batches',
            'for (const { epoch, trainLoss, valLoss } of epochs)',
          ],
        ],
      },
      {
        file: 'worker/training/predict.ts',
        symbol: 'prediction',
        lines: [['the class of the highest probability', 'const classIndex = probabilities.indexOf(']],
      },
    ],
  },
];
