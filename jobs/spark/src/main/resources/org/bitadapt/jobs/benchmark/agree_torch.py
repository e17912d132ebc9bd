"""Trains a BitAdapt network with PyTorch on given minibatches from given weights, by rules that are written here anew.

usage: agree_torch.py FOLDER
FOLDER has network.json, exercise.json (the settings), parameters.bin (float32), pixels.bin (uint8, [step][image][y][x][channel])
and labels.bin (int32, [step][image]); numbers are little-endian. Every line of the answer is the loss of a step, and that of a
second network whose weights differed in their last bit at the start.

Where papers leave a choice, or PyTorch makes another one, a rule follows BitAdapt and says "convention".
"""
import json
import math
import sys

import numpy
import torch
import torch.nn as nn
import torch.nn.functional as F

from network_torch import Network, key


class BinaryWeights(torch.autograd.Function):
    """mean |w| of the output channel times the sign (XNOR-Net, section 3.1).

    The gradient passes where |w| <= 1 (BinaryConnect). Convention: it passes as it is, without the derivative of mean |w|.
    """

    @staticmethod
    def forward(ctx, w, signs):
        ctx.save_for_backward(w)
        return signs * per_channel(w.abs().flatten(1).mean(1), w)

    @staticmethod
    def backward(ctx, gradient):
        (w,) = ctx.saved_tensors
        return gradient * (w.abs() <= 1), None


class Int8Weights(torch.autograd.Function):
    """Codes -127..127 of max |w| / 127 of the output channel, halves to even; the gradient passes everywhere."""

    @staticmethod
    def forward(ctx, w):
        scale = per_channel(w.abs().flatten(1).amax(1) / 127, w)
        codes = torch.round(w / scale).clamp(-127, 127)
        return torch.where(scale > 0, codes * scale, torch.zeros_like(w))

    @staticmethod
    def backward(ctx, gradient):
        return gradient


class Codes(torch.autograd.Function):
    """Codes 0..255 of range / 255, halves to even; the gradient passes between 0 and the range."""

    @staticmethod
    def forward(ctx, y, largest):
        ctx.save_for_backward((y > 0) & (y < largest))
        scale = (largest if largest > 0 else 1) / 255
        return torch.round(y / scale).clamp(0, 255) * scale

    @staticmethod
    def backward(ctx, gradient):
        (inside,) = ctx.saved_tensors
        return gradient * inside, None


class CodedReLU(nn.Module):
    """ReLU to 8-bit codes with a tracked range: 0.99 of the old one and 0.01 of the batch's maximum (Jacob et al. 2018).

    Convention: a batch is coded with the range from before it, while PyTorch's observers move first. The first batch with a
    positive value is coded with its own maximum.
    """

    def __init__(self):
        super().__init__()
        self.range = 0.0

    def forward(self, y):
        largest = y.max().item()
        used = self.range if self.range > 0 else max(largest, 0)
        if largest > 0 and self.training:
            self.range = 0.99 * self.range + 0.01 * largest if self.range > 0 else largest
        return Codes.apply(y, used)


def per_channel(values, weights):
    return values.view(-1, *[1] * (weights.dim() - 1))


def effective(layer):
    """The weights that a layer multiplies by."""
    if layer.precision == "binary":
        return BinaryWeights.apply(layer.weight, layer.signs)
    return Int8Weights.apply(layer.weight) if layer.precision == "int8" else layer.weight


class Convolution(nn.Conv2d):
    def forward(self, x):
        return F.conv2d(x, effective(self), self.bias, self.stride, self.padding)


class Linear(nn.Linear):
    def forward(self, x):
        return F.linear(x, effective(self), self.bias)


class QuantizedNetwork(Network):
    """With the precisions that the network file gives weights and maps."""

    def layer(self, node, channels, pixels):
        if node["type"] == "conv2d":
            k, s, p = node["kernel"], node["stride"], node["padding"]
            layer = Convolution(channels, node["outputs"], k, s, p, bias=node["bias"])
        elif node["type"] == "linear":
            layer = Linear(channels, node["outputs"], bias=node["bias"])
        elif node["type"] == "relu" and node["map"] == "uint8":
            return CodedReLU()
        else:
            return super().layer(node, channels, pixels)
        layer.precision = node["weights"]
        return layer

    def weighted(self):
        return [layer for layer in self.layers.values() if hasattr(layer, "precision")]

    def binary(self):
        return [layer for layer in self.weighted() if layer.precision == "binary"]

    def load(self, values, slices):
        """Takes trained parameters from a flat vector; the first signs are those of the weights."""
        names = {"weight": "weight", "bias": "bias", "gamma": "weight", "beta": "bias"}
        for piece in slices:
            parameter = getattr(self.layers[key(piece["node"])], names[piece["role"]])
            stretch = values[piece["offset"]:piece["offset"] + piece["length"]]
            parameter.copy_(torch.from_numpy(stretch.copy()).view_as(parameter))
        self.take_signs()

    def take_signs(self):
        """Gives 1-bit layers the signs of their weights, and tells them whether a batch norm follows."""
        normalized = {key(node["inputs"][0]) for node in self.nodes if node["type"] == "batch-norm"}
        for name, layer in self.layers.items():
            if layer in self.binary():
                layer.signs = torch.where(layer.weight < 0, -1.0, 1.0)
                layer.normalized = name in normalized

    def nudge(self):
        """Moves every weight by about its last bit, up or down by chance."""
        generator = torch.Generator().manual_seed(1)
        for layer in self.weighted():
            ways = torch.randint(0, 2, layer.weight.shape, generator=generator) * 2 - 1
            layer.weight.mul_(1 + ways * 2.0**-23)


def resize(weights):
    """Gives every output channel the mean magnitude of normal weights of variance 2 / fan-in."""
    size = weights.abs().flatten(1).mean(1)
    target = math.sqrt(2 / math.pi) * math.sqrt(2 / weights[0].numel())
    weights.mul_(per_channel(torch.where(size > 0, target / size, torch.ones_like(size)), weights))


def flip(weights, signs, settings, grown):
    """A Schmitt trigger (Lee et al. 2022): the sign follows a weight that is as far from 0 as the threshold, else it stays.

    grown is the share of the threshold that holds.
    """
    height = grown * settings["threshold"] * (weights.abs().mean() if settings["scale"] == "RELATIVE" else 1)
    return torch.where((weights.abs() >= height) & (weights != 0), weights.sign(), signs)


class Descent:
    """v = momentum v + (gradient + decay w), w = w - rate v, with decay for weights alone."""

    def __init__(self, network, settings, steps):
        self.network, self.settings, self.steps, self.taken = network, settings, steps, 0
        self.weights = {layer.weight for layer in network.weighted()}
        self.velocities = {parameter: torch.zeros_like(parameter) for parameter in network.parameters()}

    def step(self, rate):
        for parameter, velocity in self.velocities.items():
            decay = self.settings["weightDecay"] if parameter in self.weights else 0
            velocity.mul_(self.settings["momentum"]).add_(parameter.grad + decay * parameter)
            parameter.sub_(rate * velocity)
            parameter.grad = None
        self.taken += 1
        grown = self.taken / self.steps if self.settings["hysteresis"]["growth"] == "LINEAR" else 1
        for layer in self.network.binary():
            if self.settings["latents"] == "FIXED" and layer.normalized:
                resize(layer.weight)
            layer.weight.clamp_(-1, 1)
            layer.signs = flip(layer.weight, layer.signs, self.settings["hysteresis"], grown)


def rate(step, per_epoch, settings):
    """The learning rate of a step, counted from 0 over all epochs."""
    base, schedule, epoch = settings["learningRate"], settings["schedule"], step / per_epoch
    warm_up, epochs = schedule["warmUpEpochs"], settings["epochs"]
    if epoch < warm_up:
        return base * (step + 1) / (warm_up * per_epoch)
    if schedule["type"] == "COSINE":
        return base * math.cos(math.pi / 2 * (epoch - warm_up) / (epochs - warm_up)) ** 2
    if schedule["type"] == "STEP":
        return base * math.prod(schedule["factor"] for milestone in schedule["milestones"] if epoch >= milestone)
    return base


class Minibatches:
    def __init__(self, folder, exercise, image):
        self.count, images = exercise["train"]["epochs"] * exercise["stepsPerEpoch"], exercise["batch"]
        shape = (self.count, images, image["height"], image["width"], image["channels"])
        self.pixels = numpy.fromfile(f"{folder}/pixels.bin", numpy.uint8).reshape(shape)
        self.labels = numpy.fromfile(f"{folder}/labels.bin", "<i4").reshape(self.count, images)
        self.zero_points, self.scale = torch.tensor(exercise["zeroPoints"]), exercise["scale"]

    def of(self, step):
        pixels = (torch.from_numpy(self.pixels[step]) - self.zero_points) * self.scale
        return pixels.permute(0, 3, 1, 2).contiguous(), torch.from_numpy(self.labels[step].astype(numpy.int64))


def loss(descent, pixels, labels, rate):
    result = F.cross_entropy(descent.network(pixels), labels)
    result.backward()
    with torch.no_grad():
        descent.step(rate)
    return result.item()


def main():
    folder = sys.argv[1]
    spec, exercise = json.load(open(f"{folder}/network.json")), json.load(open(f"{folder}/exercise.json"))
    torch.set_num_threads(exercise["threads"])
    values = numpy.fromfile(f"{folder}/parameters.bin", "<f4")
    networks = [QuantizedNetwork(spec), QuantizedNetwork(spec)]
    with torch.no_grad():
        for network in networks:
            network.load(values, exercise["slices"])
        networks[1].nudge()
    minibatches = Minibatches(folder, exercise, spec["input"])
    descents = [Descent(network, exercise["train"], minibatches.count) for network in networks]
    for step in range(minibatches.count):
        pixels, labels = minibatches.of(step)
        now = rate(step, exercise["stepsPerEpoch"], exercise["train"])
        print(*(loss(descent, pixels, labels, now) for descent in descents), flush=True)


if __name__ == "__main__":
    main()
