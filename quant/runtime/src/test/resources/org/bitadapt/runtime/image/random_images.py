"""Makes random PNG and JPEG files, whole and damaged, and beside each that Pillow can read, as .ppm, the pixels it reads.

Pillow 9.4 and NumPy: python3 random_images.py FOLDER SEED COUNT. The names of damaged files begin with "damaged-".
"""

import io
import pathlib
import random
import struct
import sys
import zlib

import numpy
from PIL import Image

import make_images
from make_images import chunk, picture, png, seen


def random_png(choice):
    colour, depth = choice.choice([(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8),
                                   (4, 8), (4, 16), (6, 8), (6, 16)])
    width, height = choice.randint(1, 40), choice.randint(1, 40)
    samples = make_images.RANDOM.integers(0, 1 << depth, (height, width, make_images.SAMPLES[colour]))
    chunks = b""
    if choice.random() < 0.2:
        exif = Image.Exif()
        exif[0x0112] = choice.randint(1, 8)
        chunks += chunk(b"eXIf", exif.tobytes()[6:])
    if colour == 3:
        chunks += chunk(b"PLTE", make_images.RANDOM.integers(0, 256, 3 << depth, "u1").tobytes())
        if choice.random() < 0.5:
            chunks += chunk(b"tRNS", make_images.RANDOM.integers(0, 256, choice.randint(1, 1 << depth), "u1").tobytes())
    if choice.random() < 0.2:
        chunks += chunk(b"tEXt", b"Comment\0" + bytes(choice.randrange(1, 256) for _ in range(choice.randrange(99))))
    return png(colour, depth, choice.random() < 0.4, chunks, samples)


def random_jpeg(choice):
    mode, channels = choice.choice([("L", 1), ("RGB", 3), ("RGB", 3), ("CMYK", 4)])
    height, width = choice.randint(1, 70), choice.randint(1, 70)
    array = picture(width, height, channels).reshape((height, width) if channels == 1 else (height, width, channels))
    out = io.BytesIO()
    options = {"quality": choice.randint(1, 100), "optimize": choice.random() < 0.3, "progressive": choice.random() < 0.3}
    if channels == 3:
        options["subsampling"] = choice.randint(0, 2)
    if choice.random() < 0.2:
        exif = Image.Exif()
        exif[0x0112] = choice.randint(1, 8)
        options["exif"] = exif
    Image.fromarray(array, mode).save(out, "jpeg", **options)
    return out.getvalue()


def chunks_of(content):
    """The chunks of a PNG: kind and content."""
    position, found = 8, []
    while position + 8 <= len(content):
        length = struct.unpack(">I", content[position:position + 4])[0]
        found.append((content[position + 4:position + 8], content[position + 8:position + 8 + length]))
        position += 12 + length
    return found


def damaged_png(content, choice):
    """Damage under right checksums: a person who writes PNG files wrongly, not a disk."""
    chunks = chunks_of(content)
    at = choice.randrange(len(chunks))
    kind, body = chunks[at]
    way = choice.randrange(5)
    if way == 0 and body:
        place = choice.randrange(len(body))
        chunks[at] = kind, body[:place] + bytes([choice.randrange(256)]) + body[place + 1:]
    elif way == 1:
        chunks[at] = kind, body[:choice.randrange(len(body) + 1)]
    elif way == 2:
        del chunks[at]
    elif way == 3:
        chunks.insert(choice.randrange(len(chunks) + 1), chunks[at])
    else:
        data = b"".join(part for name, part in chunks if name == b"IDAT")
        raw = bytearray(zlib.decompress(data))
        raw = raw[:choice.randrange(len(raw) + 1)] if choice.random() < 0.5 else raw + bytes(choice.randrange(9))
        first = next(i for i, (name, _) in enumerate(chunks) if name == b"IDAT")
        chunks = [part for part in chunks if part[0] != b"IDAT"]
        chunks.insert(first, (b"IDAT", zlib.compress(bytes(raw))))
    return content[:8] + b"".join(chunk(kind, body) for kind, body in chunks)


def damaged(content, choice):
    if content[:4] == b"\x89PNG" and choice.random() < 0.6:
        return damaged_png(content, choice)
    way, out = choice.randrange(5), bytearray(content)
    if way == 0:
        return content[:choice.randrange(len(content))]
    if way == 1:
        start = choice.randrange(len(content))
        end = choice.randint(start, len(content))
        out[start:end] = bytes(end - start)
    elif way == 2:
        for _ in range(choice.randint(1, 4)):
            out[choice.randrange(len(out))] = choice.randrange(256)
    elif way == 3:
        start = choice.randrange(len(content))
        del out[start:start + choice.randint(1, 40)]
    else:
        start = choice.randrange(len(content))
        out[start:start] = out[choice.randrange(len(content)):][:choice.randint(1, 40)]
    return bytes(out)


def pixmap(content):
    try:
        image = seen(content)
    except Exception:
        return None
    return b"P6\n%d %d\n255\n" % image.size + image.tobytes()


def main(folder, seed, count):
    Image.MAX_IMAGE_PIXELS = 1 << 22
    make_images.RANDOM = numpy.random.default_rng(seed)
    choice = random.Random(seed)
    for number in range(count):
        kind = choice.choice(["png", "jpg"])
        content = random_png(choice) if kind == "png" else random_jpeg(choice)
        is_damaged = choice.random() < 0.6
        content = damaged(content, choice) if is_damaged else content
        name = f"{'damaged-' if is_damaged else ''}{number}.{kind}"
        (folder / name).write_bytes(content)
        pixels = pixmap(content)
        if pixels is not None:
            (folder / (name + ".ppm")).write_bytes(pixels)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
