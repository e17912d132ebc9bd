"""Trains a BitAdapt network with PyTorch, in the fastest of its layouts and types, for comparison.

usage: train_torch.py FOLDER BATCH THREADS SECONDS
FOLDER has network.json. Each form is tried for some seconds; the first line of the answer names the fastest, which differs from
processor to processor. Every line of standard input is then a number of seconds; the answer is a line of images per second, one
number a step. Parameters are float32 in every form.
"""
import contextlib
import json
import statistics
import sys
import time

import torch
import torch.nn.functional as F

from network_torch import Network

FORMS = {
    "plain": (torch.contiguous_format, False),
    "channels last": (torch.channels_last, False),
    "bfloat16": (torch.contiguous_format, True),
    "channels last, bfloat16": (torch.channels_last, True),
}


def trainer(spec, batch, layout, bfloat16):
    """A function that takes a step on random images."""
    torch.manual_seed(1)
    network = Network(spec).to(memory_format=layout)
    image = spec["input"]
    x = torch.rand(batch, image["channels"], image["height"], image["width"]).contiguous(memory_format=layout)
    optimizer = torch.optim.SGD(network.parameters(), 0.01, momentum=0.9)
    y = torch.arange(batch) % network(x).shape[1]
    context = (lambda: torch.autocast("cpu", dtype=torch.bfloat16)) if bfloat16 else contextlib.nullcontext

    def step():
        optimizer.zero_grad(set_to_none=True)
        with context():
            loss = F.cross_entropy(network(x).float(), y)
        loss.backward()
        optimizer.step()

    step()
    return step


def speeds(step, batch, seconds):
    """Images per second, step by step; two steps at least."""
    started, result = time.perf_counter(), []
    while len(result) < 2 or time.perf_counter() - started < seconds:
        before = time.perf_counter()
        step()
        result.append(batch / (time.perf_counter() - before))
    return result


def main():
    spec = json.load(open(f"{sys.argv[1]}/network.json"))
    batch, trial = int(sys.argv[2]), float(sys.argv[4])
    torch.set_num_threads(int(sys.argv[3]))
    medians = {}
    for name, form in FORMS.items():
        medians[name] = statistics.median(speeds(trainer(spec, batch, *form), batch, trial))
    best = max(medians, key=medians.get)
    print(best, flush=True)
    step = trainer(spec, batch, *FORMS[best])
    for line in sys.stdin:
        print(" ".join(f"{speed:.3f}" for speed in speeds(step, batch, float(line))), flush=True)


main()
