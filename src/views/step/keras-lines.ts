import type { PanelName } from './panel-names';

/** The line of the lesson, in Keras, that does what a panel shows. */
export const CODE_OF_PANEL: Readonly<Record<PanelName, string>> = {
  pipeline: 'train.map(format_image).shuffle(buffer_size).batch(batch_size)',
  forward: 'logits = model(x)',
  loss: 'loss_value = loss_object(y_true=y, y_pred=logits)',
  tape: 'gradients = tape.gradient(loss_value, model.trainable_weights)',
  optimizer: 'optimizer.apply_gradients(zip(gradients, model.trainable_weights))',
  metric: 'train_acc_metric.update_state(y, logits)',
};
