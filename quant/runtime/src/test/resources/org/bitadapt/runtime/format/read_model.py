"""Reads a packed model file of version 2 as FORMAT.md says, and prints the logits of an image at each width.

A reader that shares no code with the runtime: python3 read_model.py model-v2.bnn. Needs NumPy. Byte i of the image is
(89 i + 31) mod 256. The numbers are those of GoldenWidthsTest.
"""

import struct
import sys

import numpy as np

F = np.float32


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def aligned(position, to=64):
    return (position + to - 1) // to * to


def header(data):
    assert data[:8] == b"\x89BNN\r\n\x1a\n"
    version, crc, front_end, _, metadata, operations, chunks = struct.unpack_from("<IIQQIII", data, 8)
    count = struct.unpack_from("<I", data, 48)[0]
    operations_at = aligned(64 + metadata)
    table_at = aligned(operations_at + operations)
    assert version == 2 and front_end == table_at + 16 * chunks
    assert crc == crc32c(data[:12] + data[16:front_end])
    return operations_at, count, table_at, chunks


def operations_of(data, at, count):
    operations = []
    for _ in range(count):
        kind = data[at]
        if kind == 1:
            channels, height, width = struct.unpack_from("<BHH", data, at + 1)
            operations.append(("input", (channels, height, width), list(data[at + 6 : at + 6 + channels])))
            at += 6 + channels
        elif kind == 2:
            operations.append(("convolution",) + struct.unpack_from("<BBBBBBHHH", data, at + 1))
            at += 13
        elif kind == 3:
            operations.append(("pool",) + struct.unpack_from("<BBBH", data, at + 1))
            at += 6
        else:
            operations.append(("sum", struct.unpack_from("<H", data, at + 1)[0]))
            at += 3
    return operations


def shapes_of(operations):
    shapes = []
    for operation in operations:
        if operation[0] == "input":
            shapes.append(("U8",) + operation[1])
        elif operation[0] == "convolution":
            _, _, code_bits, kh, kw, stride, padding, source, _, outputs = operation
            _, _, h, w = shapes[source]
            size = [(side + 2 * padding - kernel) // stride + 1 for side, kernel in ((h, kh), (w, kw))]
            shapes.append(("U8" if code_bits else "F32", outputs, *size))
        elif operation[0] == "pool":
            _, kernel, stride, padding, source = operation
            _, c, h, w = shapes[source]
            shapes.append(("U8", c) + tuple((side + 2 * padding - kernel) // stride + 1 for side in (h, w)))
        else:
            shapes.append(("I32", shapes[operation[1]][1], 1, 1))
    return shapes


def chunks_of(data, operations, shapes, table_at, chunks):
    """The parameters of each width, and the planes of each convolution: of bytes, or of signs."""
    convolutions = [i for i, operation in enumerate(operations) if operation[0] == "convolution"]
    parameters = {}
    planes = {i: [] for i in convolutions}
    end = table_at + 16 * chunks
    before = 0
    for chunk in range(chunks):
        bits, maps, _, parameter_bytes, weight_bytes, crc = struct.unpack_from("<BBHIII", data, table_at + 16 * chunk)
        at = aligned(end)
        weights_at = aligned(at + parameter_bytes)
        assert crc == crc32c(data[end : weights_at + weight_bytes])
        for map_bits in [a for a in range(1, 9) if maps >> a - 1 & 1]:
            for i in convolutions:
                outputs, residual = operations[i][9], operations[i][8]
                count = 2 * outputs + (1 if residual != 65535 and shapes[residual][0] == "U8" else 0)
                parameters[bits, map_bits, i] = np.frombuffer(data, "<f4", count, at)
                at += 4 * count
        place = 0
        for plane in ([0] if chunk == 0 else []) + list(range(before + 1, bits + 1)):
            for i in convolutions:
                p, outputs = operations[i][1], operations[i][9]
                weights = shapes[operations[i][7]][1] * operations[i][3] * operations[i][4] * outputs
                if (plane == 0) == (p == 0) and plane <= p:
                    place = aligned(place, 8)
                    length = weights if p == 0 else (weights + 7) // 8
                    raw = np.frombuffer(data, np.uint8, length, weights_at + place)
                    place += length
                    planes[i].append(
                        raw.view(np.int8).astype(int)
                        if p == 0
                        else np.unpackbits(raw, bitorder="little")[:weights].astype(int) * 2 - 1
                    )
        assert place == weight_bytes
        end = weights_at + weight_bytes
        before = bits
    assert end == len(data)
    return parameters, planes


def convolve(operation, shape, x, scales, planes, b, a, residual):
    _, p, code_bits, kh, kw, stride, padding, source, _, outputs = operation
    e = min(b, p)
    weights = planes[0] if p == 0 else sum(2 ** (e - k - 1) * planes[k] for k in range(e))
    weights = weights.reshape(outputs, x.shape[0], kh, kw)
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    result = np.zeros(shape[1:], F)
    for o in range(outputs):
        for y in range(shape[2]):
            for z in range(shape[3]):
                window = padded[:, y * stride : y * stride + kh, z * stride : z * stride + kw]
                value = F(F(int((weights[o] * window).sum())) * scales[o]) + scales[outputs + o]
                if residual is not None:
                    added = residual[o, y, z]
                    value = value + (F(F(added) * scales[-1]) if residual.dtype != F else added)
                if code_bits:
                    value = np.rint(np.clip(value, F(0), F(2 ** min(a, code_bits) - 1)))
                result[o, y, z] = value
    return result.astype(int) if code_bits else result


def run(operations, shapes, parameters, planes, b, a, image):
    slots = []
    for i, operation in enumerate(operations):
        if operation[0] == "input":
            c, h, w = operation[1]
            x = image.reshape(h, w, c).transpose(2, 0, 1)
            slots.append(x - np.array(operation[2]).reshape(c, 1, 1))
        elif operation[0] == "convolution":
            residual = None if operation[8] == 65535 else slots[operation[8]]
            slots.append(
                convolve(operation, shapes[i], slots[operation[7]], parameters[b, a, i], planes[i], b, a, residual)
            )
        elif operation[0] == "pool":
            _, kernel, stride, padding, source = operation
            x = np.pad(slots[source], ((0, 0), (padding, padding), (padding, padding)))
            _, c, h, w = shapes[i]
            slots.append(
                np.array(
                    [
                        [
                            [
                                x[o, y * stride : y * stride + kernel, z * stride : z * stride + kernel].max()
                                for z in range(w)
                            ]
                            for y in range(h)
                        ]
                        for o in range(c)
                    ]
                )
            )
        else:
            slots.append(slots[operation[1]].sum(axis=(1, 2), keepdims=True))
    return slots


def main():
    data = open(sys.argv[1], "rb").read()
    operations_at, count, table_at, chunks = header(data)
    operations = operations_of(data, operations_at, count)
    shapes = shapes_of(operations)
    parameters, planes = chunks_of(data, operations, shapes, table_at, chunks)
    c, h, w = operations[0][1]
    image = (np.arange(c * h * w) * 89 + 31) % 256
    for b, a in sorted({(b, a) for b, a, _ in parameters}):
        slots = run(operations, shapes, parameters, planes, b, a, image)
        print(f"{b}/{a}: " + ", ".join(str(value) + "f" for value in slots[-1].ravel()))


if __name__ == "__main__":
    main()
