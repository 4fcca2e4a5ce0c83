"""The same job in PyTorch on one thread: pytorch.py FOLDER, with the four official files in FOLDER.

Computes an epoch for each line on stdin and answers it with a line of JSON. Ends when stdin does. Batches are gathered
from float32 rows in memory, in an order that is shuffled anew for each epoch.
"""

import gzip
import json
import os
import sys
import time

try:
    import torch
    from torch import nn
except ImportError as error:
    # The bench shows this line.
    sys.exit(f"ImportError: {error}, in {sys.executable}; FMNIST_PYTHON names the Python that has PyTorch")

BATCH = 64


def read(folder, name, header):
    with gzip.open(os.path.join(folder, name)) as file:
        return torch.frombuffer(bytearray(file.read()[header:]), dtype=torch.uint8)


def load(folder, split):
    images = read(folder, f"{split}-images-idx3-ubyte.gz", 16).reshape(-1, 784)
    labels = read(folder, f"{split}-labels-idx1-ubyte.gz", 8)
    return images.to(torch.float32) / 255, labels.to(torch.int64)


def make_model():
    model = nn.Sequential(
        nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    )
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    return model


def train(model, optimizer, images, labels):
    count = len(labels)
    order = torch.randperm(count)
    total = 0.0
    for start in range(0, count, BATCH):
        batch = order[start : start + BATCH]
        optimizer.zero_grad(set_to_none=True)
        loss = nn.functional.cross_entropy(model(images[batch]), labels[batch])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(batch)
    return total / count


def validate(model, images, labels):
    count = len(labels)
    total = hits = 0
    with torch.no_grad():
        for start in range(0, count, BATCH):
            logits = model(images[start : start + BATCH])
            expected = labels[start : start + BATCH]
            total += nn.functional.cross_entropy(logits, expected, reduction="sum").item()
            hits += (logits.argmax(1) == expected).sum().item()
    return total / count, hits / count


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    train_split, test_split = load(sys.argv[1], "train"), load(sys.argv[1], "t10k")
    model = make_model()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7)
    for line in sys.stdin:
        if line.strip() != "epoch":
            continue
        start = time.perf_counter()
        train_loss = train(model, optimizer, *train_split)
        trained = time.perf_counter()
        _, accuracy = validate(model, *test_split)
        answer = {
            "epochSeconds": trained - start,
            "validationSeconds": time.perf_counter() - trained,
            "threads": torch.get_num_threads(),
            "trainLoss": train_loss,
            "valAccuracy": accuracy,
        }
        print(json.dumps(answer), flush=True)


main()
