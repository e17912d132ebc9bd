"""The layers of a BitAdapt network file in PyTorch, in float32."""
import torch.nn as nn


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
            layer = self.layer(node, c, h * w)
            if layer is not None:
                self.layers[key(name)] = layer
            if kind in ("conv2d", "max-pool"):
                k, s, p = node["kernel"], node["stride"], node["padding"]
                h, w = (h + 2 * p - k) // s + 1, (w + 2 * p - k) // s + 1
            elif kind == "global-average-pool":
                h = w = 1
            elif kind == "flatten":
                c, h, w = c * h * w, 1, 1
            channels[name], shape[name] = node.get("outputs", c), (h, w)

    def layer(self, node, channels, pixels):
        """The module of a node whose input has so many channels and pixels; none if it is only a function."""
        kind = node["type"]
        if kind == "conv2d":
            k, s, p = node["kernel"], node["stride"], node["padding"]
            return nn.Conv2d(channels, node["outputs"], k, s, p, bias=node["bias"])
        if kind == "linear":
            return nn.Linear(channels, node["outputs"], bias=node["bias"])
        if kind == "batch-norm":
            norm = nn.BatchNorm2d if pixels > 1 else nn.BatchNorm1d
            return norm(channels, node["epsilon"], 1 - node["momentum"])
        if kind == "max-pool":
            return nn.MaxPool2d(node["kernel"], node["stride"], node["padding"])
        if kind == "dropout":
            return nn.Dropout(node["rate"])
        return nn.ReLU() if kind == "relu" else None

    def forward(self, x):
        maps = {"input": x}
        for node in self.nodes:
            a, kind = maps[node["inputs"][0]], node["type"]
            if kind == "add":
                a = a + maps[node["inputs"][1]]
            elif kind == "global-average-pool":
                a = a.mean((2, 3))
            elif kind == "flatten":
                a = a.flatten(1)
            else:
                a = self.layers[key(node["name"])](a)
            maps[node["name"]] = a
        return a


def key(name):
    """A node's name as PyTorch allows it."""
    return name.replace(".", "_")
