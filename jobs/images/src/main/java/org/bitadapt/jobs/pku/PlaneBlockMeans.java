package org.bitadapt.jobs.pku;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bitadapt.jobs.pku.YcbcrPlanes.Plane;

/** Makes planes smaller: a pixel is the rounded mean of a square block of pixels. Eight pixels are added at a time. */
final class PlaneBlockMeans {

    /** The largest factor, with which the sums of a block's columns fit into 16 bits. */
    static final int MOST_FACTOR = 128;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** A mask of every second byte: sums of neighbours have 16 bits each. */
    private static final long EVEN_BYTES = 0x00ff00ff00ff00ffL;

    private PlaneBlockMeans() {}

    /**
     * The means of some of a plane's blocks. Pixels of a block beyond the decoded rows are taken from the nearest row,
     * and pixels beyond the last column from that column.
     *
     * @param factor the width and height of a block in pixels, even, 2..{@value #MOST_FACTOR}
     * @param left the first block of every row
     * @param top the first row of blocks
     * @param width the number of blocks of a row
     * @param height the number of rows of blocks
     */
    static Plane of(Plane plane, int factor, int left, int top, int width, int height) {
        byte[] line = new byte[roundUp(width * factor)];
        long[] sums = new long[line.length / Long.BYTES];
        byte[] means = new byte[width * height];
        int pixels = factor * factor;
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            for (int row = 0; row < factor; row++) {
                fill(line, plane, decoded(plane, (top + y) * factor + row), left * factor);
                addPairs(line, sums);
            }
            for (int x = 0; x < width; x++) {
                means[y * width + x] = (byte) ((blockSum(sums, x, factor) + pixels / 2) / pixels);
            }
        }
        return new Plane(ByteBuffer.wrap(means), width, height, width, plane.shiftX(), plane.shiftY());
    }

    private static int decoded(Plane plane, int row) {
        return Math.max(plane.firstRow(), Math.min(plane.height() - 1, row));
    }

    private static int roundUp(int bytes) {
        return (bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }

    private static void fill(byte[] line, Plane plane, int row, int column) {
        int count = Math.min(line.length, plane.width() - column);
        plane.copy(row, column, line, count);
        Arrays.fill(line, count, line.length, line[count - 1]);
    }

    private static void addPairs(byte[] line, long[] sums) {
        for (int i = 0; i < sums.length; i++) {
            long pixels = (long) LONGS.get(line, Long.BYTES * i);
            sums[i] += (pixels & EVEN_BYTES) + ((pixels >>> Byte.SIZE) & EVEN_BYTES);
        }
    }

    private static int blockSum(long[] sums, int block, int factor) {
        int pairs = factor / 2;
        int sum = 0;
        for (int pair = block * pairs; pair < (block + 1) * pairs; pair++) {
            sum += (int) (sums[pair / 4] >>> (Short.SIZE * (pair % 4))) & 0xffff;
        }
        return sum;
    }
}
