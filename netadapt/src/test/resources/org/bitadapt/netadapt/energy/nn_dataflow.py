"""Writes nn_dataflow.csv: the accesses that the public tool nn_dataflow counts for AlexNet's layers.

    git clone https://github.com/stanford-mast/nn_dataflow
    PYTHONPATH=nn_dataflow python3 nn_dataflow.py > nn_dataflow.csv

Both halves of a layer are added up. Accesses are words of 16 bits for the whole batch. The settings are those with
which the tool's own tests reproduce ISCA 2016, ISSCC 2016 and ASPLOS 2017.
"""
from nn_dataflow.core import Cost, MapStrategyEyeriss, NNDataflow, NodeRegion, Option, PhyDim2, Resource
from nn_dataflow.nns import import_network

LAYERS = ["conv1", "conv2", "conv3", "conv4", "conv5", "fc1", "fc2", "fc3"]


def resource(array, buffer_words, register_words):
    def one(kind):
        return NodeRegion(origin=PhyDim2(0, 0), dim=PhyDim2(1, 1), type=kind)

    return Resource(
        proc_region=one(NodeRegion.PROC), dram_region=one(NodeRegion.DRAM), src_data_region=one(NodeRegion.DRAM),
        dst_data_region=one(NodeRegion.DRAM), dim_array=array, size_gbuf=buffer_words, size_regf=register_words,
        array_bus_width=float("inf"), dram_bandwidth=float("inf"), no_time_mux=False)


def table(name, hardware, cost, batch):
    network = import_network("alex_net")
    best = NNDataflow(network, batch, hardware, cost, MapStrategyEyeriss).schedule_search(Option())[0][0]
    for layer in LAYERS:
        parts = [best[part] for part in network if part.startswith(layer)]
        dram, buffer, array, register = (sum(part.total_accesses[level] for part in parts) for level in range(4))
        numbers = [sum(part.total_ops for part in parts), sum(part.total_time for part in parts)]
        print(",".join([name, layer] + [str(round(n)) for n in numbers + [dram, buffer, array, register]]))


print("hardware,layer,macs,cycles,dram,buffer,array,register")
table("eyeriss-isca16", resource(PhyDim2(16, 16), 128 * 1024 // 2, 256), Cost(1, (200, 6, 2, 1), 0, 0), 16)
table("eyeriss-chip", resource(PhyDim2(12, 14), 108 * 1024 // 2, 261), Cost(2, (460, 15, 4, 1), 0, 150), 4)
table("tetris-l1", resource(PhyDim2(16, 16), 576056 // 2, 512), Cost(2, (240, 28, 4, 1), 0, 320), 16)
