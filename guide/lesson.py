# 1. The network

import matplotlib.pyplot as plt
import tensorflow as tf


def base_model():
    inputs = tf.keras.Input(shape=(784,), name="clothing")
    features = tf.keras.layers.Dense(64, activation="relu", name="dense_1")(inputs)
    features = tf.keras.layers.Dense(64, activation="relu", name="dense_2")(features)
    logits = tf.keras.layers.Dense(10, name="predictions")(features)
    return tf.keras.Model(inputs=inputs, outputs=logits)


model = base_model()

# 2. The data


def format_image(image, label):
    pixels = tf.cast(tf.reshape(image, [-1]), tf.float32)
    return pixels / 255.0, label


(train_images, train_labels), (test_images, test_labels) = (
    tf.keras.datasets.fashion_mnist.load_data()
)
train_batches = (
    tf.data.Dataset.from_tensor_slices((train_images, train_labels))
    .map(format_image)
    .shuffle(1024)
    .batch(64)
)
test_batches = (
    tf.data.Dataset.from_tensor_slices((test_images, test_labels))
    .map(format_image)
    .batch(64)
)

# 3. Optimizer, loss and metrics

optimizer = tf.keras.optimizers.Adam(learning_rate=0.001)
loss_function = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
train_accuracy = tf.keras.metrics.SparseCategoricalAccuracy()
val_accuracy = tf.keras.metrics.SparseCategoricalAccuracy()

# 4. One training step


def apply_gradient(images, labels):
    with tf.GradientTape() as tape:
        logits = model(images)
        loss = loss_function(labels, logits)
    gradients = tape.gradient(loss, model.trainable_weights)
    optimizer.apply_gradients(zip(gradients, model.trainable_weights))
    return logits, loss


# 5. Twenty epochs


def train_data_for_one_epoch():
    losses = []
    for images, labels in train_batches:
        logits, loss = apply_gradient(images, labels)
        losses.append(float(loss))
        train_accuracy.update_state(labels, logits)
    return losses


def perform_validation():
    losses = []
    for images, labels in test_batches:
        logits = model(images)
        losses.append(float(loss_function(labels, logits)))
        val_accuracy.update_state(labels, logits)
    return losses


def mean(losses):
    return sum(losses) / len(losses)


history = []
for epoch in range(1, 21):
    train_losses = train_data_for_one_epoch()
    val_losses = perform_validation()
    row = {
        "epoch": epoch,
        "loss": mean(train_losses),
        "accuracy": float(train_accuracy.result()),
        "val_loss": mean(val_losses),
        "val_accuracy": float(val_accuracy.result()),
    }
    print(row)
    history.append(row)
    train_accuracy.reset_state()
    val_accuracy.reset_state()

# The curves, and ten test images with the guess and the label

_, (left, right) = plt.subplots(1, 2)
for axes, name in ((left, "loss"), (right, "accuracy")):
    axes.plot([row[name] for row in history], label="training")
    axes.plot([row["val_" + name] for row in history], label="validation")
    axes.set(title=name, xlabel="epoch")
    axes.legend()

images, labels = next(iter(test_batches))
guesses = tf.argmax(model(images), axis=1)
_, places = plt.subplots(1, 10)
for axes, image, label, guess in zip(places, images, labels, guesses):
    axes.imshow(tf.reshape(image, (28, 28)), cmap="gray_r")
    axes.axis("off")
    axes.set_title(f"{int(guess)} ({int(label)})")
plt.show()
