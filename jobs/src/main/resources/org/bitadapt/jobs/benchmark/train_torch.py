"""Trains a BitAdapt network in float32 with PyTorch, for comparison.

usage: train_torch.py NETWORK.json BATCH THREADS
Every line of standard input is a number of seconds; the answer is a line of images per second, one number a step.
"""
import json
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Network(nn.Module):
    def __init__(self, spec):
        super().__init__()
        self.nodes = spec["nodes"]
        self.layers = nn.ModuleDict()
        channels = {"input": spec["input"]["channels"]}
        shape = {"input": (spec["input"]["height"], spec["input"]["width"])}
        for node in self.nodes:
            source = node["inputs"][0]
            kind, name, c, (h, w) = node["type"], node["name"], channels[source], shape[source]
            layer = None
            if kind == "conv2d":
                k, s, p = node["kernel"], node["stride"], node["padding"]
                layer = nn.Conv2d(c, node["outputs"], k, s, p, bias=node["bias"])
                c, h, w = node["outputs"], (h + 2 * p - k) // s + 1, (w + 2 * p - k) // s + 1
            elif kind == "linear":
                layer, c = nn.Linear(c, node["outputs"], bias=node["bias"]), node["outputs"]
            elif kind == "batch-norm":
                layer = (nn.BatchNorm2d if h * w > 1 else nn.BatchNorm1d)(c, node["epsilon"], 1 - node["momentum"])
            elif kind == "max-pool":
                k, s, p = node["kernel"], node["stride"], node["padding"]
                layer = nn.MaxPool2d(k, s, p)
                h, w = (h + 2 * p - k) // s + 1, (w + 2 * p - k) // s + 1
            elif kind == "dropout":
                layer = nn.Dropout(node["rate"])
            elif kind == "global-average-pool":
                h = w = 1
            elif kind == "flatten":
                c, h, w = c * h * w, 1, 1
            if layer is not None:
                self.layers[name.replace(".", "_")] = layer
            channels[name], shape[name] = c, (h, w)

    def forward(self, x):
        maps = {"input": x}
        for node in self.nodes:
            a, kind, name = maps[node["inputs"][0]], node["type"], node["name"].replace(".", "_")
            if kind == "relu":
                a = F.relu(a)
            elif kind == "add":
                a = a + maps[node["inputs"][1]]
            elif kind == "global-average-pool":
                a = a.mean((2, 3))
            elif kind == "flatten":
                a = a.flatten(1)
            else:
                a = self.layers[name](a)
            maps[node["name"]] = a
        return a


def main():
    spec = json.load(open(sys.argv[1]))
    batch = int(sys.argv[2])
    torch.set_num_threads(int(sys.argv[3]))
    torch.manual_seed(1)
    network = Network(spec)
    image = spec["input"]
    x = torch.rand(batch, image["channels"], image["height"], image["width"])
    optimizer = torch.optim.SGD(network.parameters(), 0.01, momentum=0.9)
    y = torch.arange(batch) % network(x).shape[1]

    def step():
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(network(x), y).backward()
        optimizer.step()

    step()
    for line in sys.stdin:
        seconds, started, speeds = float(line), time.perf_counter(), []
        while len(speeds) < 2 or time.perf_counter() - started < seconds:
            before = time.perf_counter()
            step()
            speeds.append(batch / (time.perf_counter() - before))
        print(" ".join(f"{speed:.3f}" for speed in speeds), flush=True)


main()
