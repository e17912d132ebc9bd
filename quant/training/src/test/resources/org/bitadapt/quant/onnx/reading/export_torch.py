"""Exports small networks with random weights by torch.onnx, and writes the scores that PyTorch gives them.

    /usr/bin/python3 export_torch.py

writes the .onnx files and scores.json beside this script. Made with PyTorch 1.13. The images are those of `pixels`, which
the tests compute again.
"""
import json
import os

import torch
from torch import nn
from torch.onnx import TrainingMode

FOLDER = os.path.dirname(os.path.abspath(__file__))
IMAGES = 4
# As torchvision normalizes ImageNet's pixels / 255.
MEAN = [0.485, 0.456, 0.406]
DEVIATION = [0.229, 0.224, 0.225]


class Block(nn.Module):
    """Two 3x3 convolutions and a shortcut, as torchvision orders them."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU()
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs, eps=1e-3))

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return self.relu(y + (x if self.downsample is None else self.downsample(x)))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.relu = nn.ReLU()
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(Block(6, 6, 1), Block(6, 6, 1))
        self.layer2 = nn.Sequential(Block(6, 10, 2))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(10, 5)

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.avgpool(self.layer2(self.layer1(x)))
        return self.fc(torch.flatten(x, 1))


class Alex(nn.Module):
    """AlexNet's layers: biases, no batch norm, dropout, three linear layers."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, 5, 2, 2), nn.ReLU(), nn.MaxPool2d(3, 2),
            nn.Conv2d(8, 10, 3, 1, 1), nn.ReLU(),
            nn.Conv2d(10, 6, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(3, 2))
        self.avgpool = nn.AdaptiveAvgPool2d((3, 3))
        self.classifier = nn.Sequential(
            nn.Dropout(0.4), nn.Linear(6 * 9, 20), nn.ReLU(), nn.Dropout(0.3), nn.Linear(20, 16), nn.ReLU(),
            nn.Linear(16, 5))

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


class Vgg(nn.Module):
    """VGG's layers with batch norm. The normalization, a view and a softmax are part of the graph; ReLU follows a pool."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 7, 3, padding=1), nn.BatchNorm2d(7), nn.ReLU(),
            nn.Conv2d(7, 7, 3, padding=1), nn.BatchNorm2d(7), nn.ReLU(), nn.MaxPool2d(2, 2),
            nn.Conv2d(7, 9, 3, padding=1), nn.BatchNorm2d(9), nn.MaxPool2d(2, 2), nn.ReLU())
        self.classifier = nn.Sequential(
            nn.Linear(9 * 6 * 5, 12), nn.BatchNorm1d(12), nn.ReLU(), nn.Linear(12, 5))
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(DEVIATION).view(1, 3, 1, 1))

    def forward(self, x):
        x = self.features((x - self.mean) / self.deviation)
        return torch.softmax(self.classifier(x.view(x.size(0), -1)), 1)


class Plain(nn.Module):
    """A class map of a 1x1 convolution, whose means are the scores; a matrix without a bias before it is none."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, 1, 0, bias=False)
        self.conv2 = nn.Conv2d(6, 5, 1)

    def forward(self, x):
        return self.conv2(torch.relu(self.conv1(x))).mean((2, 3))


def pixels(channels, height, width):
    """Codes 0..255, [image][channel][y][x], in every integer arithmetic the same."""
    i = torch.arange(IMAGES).view(-1, 1, 1, 1)
    c = torch.arange(channels).view(1, -1, 1, 1)
    y = torch.arange(height).view(1, 1, -1, 1)
    x = torch.arange(width).view(1, 1, 1, -1)
    return (57 * i + 31 * c + 13 * y + 7 * x + 3 * x * y * (i + 1) + 11 * c * y) % 256


def randomize(network, seed):
    generator = torch.Generator().manual_seed(seed)

    def normal(tensor, deviation, mean=0.0):
        tensor.copy_(torch.randn(tensor.shape, generator=generator) * deviation + mean)

    with torch.no_grad():
        for module in network.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                normal(module.weight, (2 / module.weight[0].numel()) ** 0.5)
                if module.bias is not None:
                    normal(module.bias, 0.2)
            elif isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
                normal(module.weight, 0.5, 0.8)
                normal(module.bias, 0.3)
                normal(module.running_mean, 0.4)
                module.running_var.copy_(torch.rand(module.running_var.shape, generator=generator) + 0.3)


def export(name, network, shape, seed, scores, mean=None, deviation=None, **options):
    randomize(network.eval(), seed)
    images = pixels(*shape).float() / 255
    if mean is not None:
        images = (images - torch.tensor(mean).view(1, -1, 1, 1)) / torch.tensor(deviation).view(1, -1, 1, 1)
    with torch.no_grad():
        expected = network(images)
    torch.onnx.export(network, images[:1], os.path.join(FOLDER, name + ".onnx"),
                      input_names=["images"], output_names=["scores"], **options)
    scores[name] = {"shape": list(shape), "mean": mean or [], "deviation": deviation or [],
                    "scores": expected.tolist()}


def main():
    scores = {}
    dynamic = {"images": {0: "batch"}, "scores": {0: "batch"}}
    colour = (3, 24, 20)
    export("residual-folded", Residual(), colour, 1, scores, MEAN, DEVIATION, dynamic_axes=dynamic, opset_version=13)
    export("residual", Residual(), colour, 1, scores, MEAN, DEVIATION, dynamic_axes=dynamic, opset_version=17,
           training=TrainingMode.PRESERVE, do_constant_folding=False)
    export("alexnet", Alex(), (3, 34, 34), 2, scores, MEAN, DEVIATION, opset_version=9)
    export("alexnet-dropout", Alex(), (3, 34, 34), 2, scores, MEAN, DEVIATION, opset_version=12,
           training=TrainingMode.TRAINING, do_constant_folding=False)
    export("vgg", Vgg(), colour, 3, scores, dynamic_axes=dynamic, opset_version=11)
    export("plain", Plain(), (1, 9, 9), 4, scores, opset_version=15)
    with open(os.path.join(FOLDER, "scores.json"), "w", encoding="utf-8") as file:
        json.dump(scores, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
