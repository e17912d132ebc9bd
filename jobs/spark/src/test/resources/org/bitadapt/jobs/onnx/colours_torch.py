"""Trains a small network on noisy images in red, green and blue, as the data sets of the tests have, and exports it.

    /usr/bin/python3 colours_torch.py

writes colours.onnx beside this script: batch norm folded into the convolutions, any batch. Made with PyTorch 1.13.
"""
import os

import torch
from torch import nn

FOLDER = os.path.dirname(os.path.abspath(__file__))
MEAN = [0.45, 0.4, 0.35]
DEVIATION = [0.3, 0.25, 0.2]


def main():
    torch.manual_seed(3)
    network = nn.Sequential(
        nn.Conv2d(3, 8, 3, 1, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2, 2),
        nn.Conv2d(8, 8, 3, 1, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 3))
    optimizer = torch.optim.SGD(network.parameters(), 0.05, 0.9)
    mean, deviation = torch.tensor(MEAN).view(1, 3, 1, 1), torch.tensor(DEVIATION).view(1, 3, 1, 1)
    for _ in range(150):
        labels = torch.randint(0, 3, (32,))
        images = torch.randint(0, 100, (32, 3, 8, 8)).float()
        images[torch.arange(32), labels] += 150
        optimizer.zero_grad()
        nn.functional.cross_entropy(network((images / 255 - mean) / deviation), labels).backward()
        optimizer.step()
    torch.onnx.export(
        network.eval(), torch.zeros(1, 3, 8, 8), os.path.join(FOLDER, "colours.onnx"), input_names=["images"],
        output_names=["scores"], dynamic_axes={"images": {0: "batch"}, "scores": {0: "batch"}}, opset_version=14)


if __name__ == "__main__":
    main()
