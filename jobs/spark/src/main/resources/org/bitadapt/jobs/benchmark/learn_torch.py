"""Trains a BitAdapt network with PyTorch by the settings of a run, from weights and in an order of its own.

usage: learn_torch.py FOLDER EPOCHS
FOLDER has network.json, exercise.json (the settings), and of both splits pixels (uint8, [image][y][x][channel]) and labels
(int32), little-endian: train-pixels.bin, train-labels.bin, validation-pixels.bin, validation-labels.bin. Every line of the
answer is an epoch: mean loss and accuracy of the training images, as augmented, and accuracy of the validation images, NaN
if there are none.
"""
import json
import math
import sys

import numpy
import torch
import torch.nn as nn
import torch.nn.functional as F

from agree_torch import Descent, QuantizedNetwork, rate


class Split:
    def __init__(self, folder, name, image, exercise):
        shape = (-1, image["height"], image["width"], image["channels"])
        pixels = numpy.fromfile(f"{folder}/{name}-pixels.bin", numpy.uint8).reshape(shape)
        self.pixels = torch.from_numpy(pixels).permute(0, 3, 1, 2)
        self.labels = torch.from_numpy(numpy.fromfile(f"{folder}/{name}-labels.bin", "<i4").astype(numpy.int64))
        self.zero_points = torch.tensor(exercise["zeroPoints"]).view(1, -1, 1, 1)
        self.scale = exercise["scale"]

    def images(self, which):
        return ((self.pixels[which] - self.zero_points) * self.scale).contiguous()


def initialize(network):
    """He et al. 2015 for layers with a ReLU behind; variance 1 / fan-in for the scores, which have none."""
    weighted = network.weighted()
    for layer in weighted:
        gain = 1 if layer is weighted[-1] else 2
        nn.init.normal_(layer.weight, 0, math.sqrt(gain / layer.weight[0].numel()))
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
    network.take_signs()


def augmented(images, pad, flip):
    """Another piece of each image with a border of zeros, half of the pieces mirrored."""
    count, _, height, width = images.shape
    if pad:
        bordered = F.pad(images, (pad, pad, pad, pad))
        down, right = torch.randint(0, 2 * pad + 1, (2, count)).tolist()
        images = torch.stack([bordered[i, :, y:y + height, x:x + width] for i, (y, x) in enumerate(zip(down, right))])
    if flip:
        mirrored = torch.rand(count) < 0.5
        images[mirrored] = images[mirrored].flip(3)
    return images


def accuracy(network, split):
    network.eval()
    with torch.no_grad():
        parts = torch.arange(len(split.labels)).split(500)
        hits = sum((network(split.images(part)).argmax(1) == split.labels[part]).sum().item() for part in parts)
    network.train()
    return hits / len(split.labels)


def main():
    folder, epochs = sys.argv[1], int(sys.argv[2])
    spec, exercise = json.load(open(f"{folder}/network.json")), json.load(open(f"{folder}/exercise.json"))
    settings, batch = exercise["train"], exercise["batch"]
    torch.manual_seed(settings["seed"])
    torch.set_num_threads(exercise["threads"])
    train, validation = (Split(folder, name, spec["input"], exercise) for name in ("train", "validation"))
    network = QuantizedNetwork(spec)
    with torch.no_grad():
        initialize(network)
    steps = len(train.labels) // batch
    descent = Descent(network, settings, settings["epochs"] * steps)
    for epoch in range(epochs):
        order, hits, losses = torch.randperm(len(train.labels)), 0, 0
        for step in range(steps):
            which = order[step * batch:(step + 1) * batch]
            images = augmented(train.images(which), exercise["pad"], exercise["flip"])
            scores = network(images)
            loss = F.cross_entropy(scores, train.labels[which])
            loss.backward()
            with torch.no_grad():
                descent.step(rate(epoch * steps + step, steps, settings))
            hits += (scores.argmax(1) == train.labels[which]).sum().item()
            losses += loss.item()
        held_out = accuracy(network, validation) if len(validation.labels) else "NaN"
        print(losses / steps, hits / (steps * batch), held_out, flush=True)


main()
