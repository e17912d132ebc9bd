"""Makes images.zip: small PNG and JPEG files, and beside each, as .ppm, the pixels that Pillow reads in it.

Pillow 9.4 and NumPy: python3 make_images.py images.zip. What Pillow leaves to its caller is done here: colours are seen on
black, of 16-bit grey the upper eight bits count, and the picture is turned as EXIF says.
"""

import io
import struct
import sys
import zipfile
import zlib

import numpy
from PIL import Image, ImageCms, ImageOps

RANDOM = numpy.random.default_rng(8)
WIDTH, HEIGHT = 21, 13
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
files = {}


def chunk(kind, content):
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def pack(row, depth):
    """A row of samples as PNG stores it."""
    if depth == 16:
        return row.astype(">u2").tobytes()
    if depth == 8:
        return row.astype("u1").tobytes()
    bits = (row.reshape(-1, 1) >> numpy.arange(depth - 1, -1, -1)) & 1
    return numpy.packbits(bits.astype("u1").reshape(-1)).tobytes()


def paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def filtered(rows, distance):
    """Every filter in turn."""
    out, above = b"", None
    for number, row in enumerate(rows):
        above = above or bytes(len(row))
        kind = number % 5
        coded = []
        for i, value in enumerate(row):
            a = row[i - distance] if i >= distance else 0
            b = above[i]
            c = above[i - distance] if i >= distance else 0
            coded.append(value - (0, a, b, (a + b) // 2, paeth(a, b, c))[kind] & 255)
        out += bytes([kind]) + bytes(coded)
        above = row
    return out


def png(colour, depth, interlaced=False, chunks=b"", samples=None):
    count = SAMPLES[colour]
    if samples is None:
        samples = RANDOM.integers(0, 1 << depth, (HEIGHT, WIDTH, count))
    height, width, _ = samples.shape
    data = b""
    for x, y, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = samples[y::dy, x::dx]
        if part.size:
            data += filtered([pack(row.reshape(-1), depth) for row in part], max(1, depth * count // 8))
    packed = zlib.compress(data)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    middle = len(packed) // 2
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunks + chunk(b"IDAT", packed[:middle])
            + chunk(b"IDAT", packed[middle:]) + chunk(b"IEND", b""))


def seen(content):
    """What a person sees on black."""
    image = Image.open(io.BytesIO(content))
    if image.mode in ("I", "I;16"):
        info = image.info
        image = Image.fromarray((numpy.asarray(image).astype("u4") >> 8).astype("u1"), "L")
        image.info = {name: info[name] for name in info if name == "exif"}
    try:
        image = ImageOps.exif_transpose(image)
    except (SyntaxError, struct.error):
        pass  # Of a broken EXIF segment, nothing is known, least of all that the picture is turned.
    if "transparency" in image.info or image.mode in ("LA", "RGBA", "PA"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), image)
    return image.convert("RGB")


def add(name, content, expected=None):
    files[name] = content
    image = expected or seen(content)
    pixels = b"P6\n%d %d\n255\n" % image.size + image.tobytes()
    files[name + ".ppm"] = pixels


def pngs():
    palette = chunk(b"PLTE", RANDOM.integers(0, 256, 3 * 256, "u1").tobytes())
    for interlaced in (False, True):
        suffix = "-interlaced" if interlaced else ""
        for colour, kind, depths in ((0, "grey", (1, 2, 4, 8, 16)), (2, "rgb", (8, 16)), (4, "grey-alpha", (8, 16)),
                                     (6, "rgb-alpha", (8, 16))):
            for depth in depths:
                add(f"{kind}-{depth}{suffix}.png", png(colour, depth, interlaced))
        for depth in (1, 2, 4, 8):
            colours = palette[8:8 + 3 * (1 << depth)]
            add(f"palette-{depth}{suffix}.png", png(3, depth, interlaced, chunk(b"PLTE", colours)))
            alphas = RANDOM.integers(0, 256, (1 << depth) - 1, "u1").tobytes()
            chunks = chunk(b"PLTE", colours) + chunk(b"tRNS", alphas)
            add(f"palette-{depth}-clear{suffix}.png", png(3, depth, interlaced, chunks))
    grey_clear()
    few = RANDOM.integers(0, 2, (HEIGHT, WIDTH, 3)) * 200
    add("rgb-8-clear.png", png(2, 8, False, chunk(b"tRNS", struct.pack(">3H", 200, 0, 200)), few))
    add("grey-opaque.png", png(4, 8, False, b"", numpy.array([[[30, 255], [64, 255], [128, 255], [200, 255]]])))
    add("gamma.png", png(2, 8, False, chunk(b"gAMA", struct.pack(">I", 100000))))
    for size in ((1, 1), (1, 9), (9, 1), (3, 2)):
        samples = RANDOM.integers(0, 256, (size[1], size[0], 3))
        add(f"rgb-{size[0]}x{size[1]}-interlaced.png", png(2, 8, True, b"", samples))
    deep_clear()


def grey_clear():
    """Pillow takes the number of the transparent level for the level, which has other bits. So by hand."""
    for depth in (1, 2, 4, 8):
        samples = RANDOM.integers(0, 1 << depth, (HEIGHT, WIDTH, 1))
        levels = numpy.where(samples == 1, 0, samples * (255 // ((1 << depth) - 1))).astype("u1")
        expected = Image.fromarray(levels.squeeze(), "L").convert("RGB")
        add(f"grey-{depth}-clear.png", png(0, depth, False, chunk(b"tRNS", struct.pack(">H", 1)), samples), expected)


def deep_clear():
    """Of 16 bits, transparent is the colour with all of its bits; Pillow compares half of them. So by hand."""
    grey = numpy.array([[[0x1234], [0x1235], [0xff00]]])
    expected = Image.fromarray(numpy.array([[0, 0x12, 0xff]], "u1"), "L").convert("RGB")
    add("grey-16-clear.png", png(0, 16, False, chunk(b"tRNS", struct.pack(">H", 0x1234)), grey), expected)
    rgb = numpy.array([[[0x1234, 0x5678, 0x9abc], [0x1234, 0x5678, 0x9abd]]])
    expected = Image.fromarray(numpy.array([[[0, 0, 0], [0x12, 0x56, 0x9a]]], "u1"), "RGB")
    add("rgb-16-clear.png", png(2, 16, False, chunk(b"tRNS", struct.pack(">3H", 0x1234, 0x5678, 0x9abc)), rgb), expected)


def picture(width, height, channels=3):
    """Smooth, with edges and some noise."""
    y, x = numpy.mgrid[0:height, 0:width]
    planes = [127 + 100 * numpy.sin((x * (c + 1) + y * (3 - c)) / 7) + (x // 5 + y // 4 + c) % 2 * 28 for c in range(channels)]
    noise = RANDOM.integers(-12, 13, (height, width, channels))
    return numpy.clip(numpy.stack(planes, -1) + noise, 0, 255).astype("u1").squeeze()


def jpeg(array, mode="RGB", **options):
    out = io.BytesIO()
    Image.fromarray(array, mode).save(out, "jpeg", quality=90, **options)
    return out.getvalue()


def without(content, marker):
    """The file without its segments of a marker."""
    out, position = content[:2], 2
    while content[position + 1] != 0xda:
        end = position + 2 + struct.unpack(">H", content[position + 2:position + 4])[0]
        if content[position + 1] != marker:
            out += content[position:end]
        position = end
    return out + content[position:]


def patched(content, changes):
    """The file with other bytes in its frame header, by their distance from the marker."""
    out = bytearray(content)
    at = content.index(b"\xff\xc0")
    for offset, value in changes.items():
        out[at + offset] = value
    return bytes(out)


def renamed(content, ids):
    """The file with other names of its three components."""
    scan = content.index(b"\xff\xda")
    out = bytearray(patched(content, {10 + 3 * i: value for i, value in enumerate(ids)}))
    for i, value in enumerate(ids):
        out[scan + 5 + 2 * i] = value
    return bytes(out)


def adobe(content, transform):
    segment = b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform)
    return content[:2] + b"\xff\xee" + struct.pack(">H", 2 + len(segment)) + segment + content[2:]


def jpegs():
    colours = picture(45, 35)
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
        add(f"ycc-{name}.jpg", jpeg(colours, subsampling=subsampling))
        add(f"ycc-{name}-progressive.jpg", jpeg(colours, subsampling=subsampling, progressive=True))
    add("ycc-optimized.jpg", jpeg(colours, optimize=True))
    add("grey.jpg", jpeg(picture(45, 35, 1), "L"))
    add("grey-progressive.jpg", jpeg(picture(45, 35, 1), "L", progressive=True))
    # Units of two or four blocks, whose blocks now stand otherwise: another picture, as valid.
    add("ycc-440.jpg", patched(jpeg(picture(32, 32), subsampling=1), {11: 0x12}))
    add("ycc-411.jpg", patched(jpeg(picture(32, 32), subsampling=2), {11: 0x41}))
    full = jpeg(colours, subsampling=0)
    bare = without(full, 0xe0)
    add("ids-123.jpg", bare)
    add("ids-012.jpg", renamed(bare, (0, 1, 2)))
    add("ids-rgb.jpg", renamed(bare, b"RGB"))
    add("adobe-rgb.jpg", adobe(bare, 0))
    add("adobe-ycc.jpg", adobe(bare, 1))
    add("adobe-rgb-with-jfif.jpg", full[:20] + adobe(full[:2], 0)[2:] + full[20:])
    inks = picture(45, 35, 4)
    add("cmyk.jpg", jpeg(inks, "CMYK"))
    add("cmyk-of-rgb.jpg", jpeg(numpy.full((8, 8, 4), (55, 225, 225, 0), "u1"), "CMYK"))
    add("cmyk-without-adobe.jpg", without(jpeg(inks, "CMYK"), 0xee))
    add("ycck.jpg", adobe(without(jpeg(inks, "CMYK"), 0xee), 2))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    add("profile.jpg", jpeg(colours, icc_profile=profile))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        add(f"orientation-{orientation}.jpg", jpeg(colours, exif=exif))
        tag = exif.tobytes()[6:]
        add(f"orientation-{orientation}.png", png(2, 8, False, chunk(b"eXIf", tag)))


if __name__ == "__main__":
    pngs()
    jpegs()
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
