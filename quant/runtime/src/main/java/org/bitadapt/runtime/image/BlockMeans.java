package org.bitadapt.runtime.image;

/**
 * Collects the pixels of a region, in any order, as the means of square blocks. Means are rounded; the last block of a row
 * or column may be smaller.
 */
final class BlockMeans {

    /** The bytes of a block: three channels' sums, and the three bytes of the mean that comes out. */
    private static final int BYTES_PER_BLOCK = 3 * Integer.BYTES + 3;

    private final Region region;
    private final int side;
    private final int across;
    private final int down;
    private final byte[] pixels;
    /** The sums {@code [block][channel]}; empty if a block is a pixel. */
    private final int[] sums;

    /**
     * @param region the region, in pixels of the stored picture
     * @param side the side of a block in pixels, at most 2,900, so that sums of 255 fit an int
     */
    BlockMeans(Region region, int side) {
        this.region = region;
        this.side = side;
        across = blocks(region.width(), side);
        down = blocks(region.height(), side);
        pixels = new byte[3 * across * down];
        sums = new int[side == 1 ? 0 : pixels.length];
    }

    /** The bytes that the means of a region take. */
    static long bytes(Region region, int side) {
        return (long) blocks(region.width(), side) * blocks(region.height(), side) * (side == 1 ? 3 : BYTES_PER_BLOCK);
    }

    static int blocks(int pixels, int side) {
        return (pixels + side - 1) / side;
    }

    /** Adds a pixel of the stored picture, each at most once; pixels outside of the region are ignored. */
    void add(int storedX, int storedY, int rgb) {
        int x = storedX - region.x();
        int y = storedY - region.y();
        if (x < 0 || y < 0 || x >= region.width() || y >= region.height()) {
            return;
        }
        int block = 3 * (y / side * across + x / side);
        if (side == 1) {
            pixels[block] = (byte) (rgb >> 16);
            pixels[block + 1] = (byte) (rgb >> 8);
            pixels[block + 2] = (byte) rgb;
        } else {
            sums[block] += (rgb >> 16) & 0xff;
            sums[block + 1] += (rgb >> 8) & 0xff;
            sums[block + 2] += rgb & 0xff;
        }
    }

    /** The means of the blocks, once all pixels have been added. */
    RgbImage image() {
        if (side > 1) {
            for (int y = 0; y < down; y++) {
                for (int x = 0; x < across; x++) {
                    divide(3 * (y * across + x), count(x, region.width()) * count(y, region.height()));
                }
            }
        }
        return new RgbImage(across, down, pixels);
    }

    private int count(int block, int length) {
        return Math.min(side, length - block * side);
    }

    private void divide(int block, int count) {
        for (int i = block; i < block + 3; i++) {
            pixels[i] = (byte) ((sums[i] + count / 2) / count);
        }
    }
}
