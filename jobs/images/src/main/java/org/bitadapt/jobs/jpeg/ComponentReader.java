package org.bitadapt.jobs.jpeg;

import javax.imageio.IIOException;
import org.bitadapt.jobs.jpeg.JpegHeader.Component;

/** Reads the blocks of a component, in the order of the data. */
final class ComponentReader {

    private static final int GREY = 128;

    private final BlockCode code;
    private final int across;
    private final int down;
    private final int step;
    private final BitReader bits;
    private final MeanPlane plane;
    /** The first coefficient of the block read last, quantized. */
    private int first;

    ComponentReader(Component component, BitReader bits, JpegHeader header) {
        code = component.code();
        across = component.blocksAcross();
        down = component.blocksDown();
        step = component.step();
        this.bits = bits;
        // A unit has as many blocks of this component as of the luminance, or one block where the luminance has two.
        int shiftX = header.components().get(0).blocksAcross() / across - 1;
        int shiftY = header.components().get(0).blocksDown() / down - 1;
        int stride = header.unitsAcross() * across;
        plane = new MeanPlane(
                new byte[stride * header.unitsDown() * down],
                stride,
                blocks(header.width(), shiftX),
                blocks(header.height(), shiftY),
                shiftX,
                shiftY);
    }

    private static int blocks(int pixels, int shift) {
        int block = BaselineJpeg.BLOCK << shift;
        return (pixels + block - 1) / block;
    }

    /** Reads the component's blocks of a unit. */
    void read(int unitRow, int unitColumn) throws IIOException {
        byte[] means = plane.means();
        for (int y = 0; y < down; y++) {
            int start = (unitRow * down + y) * plane.stride() + unitColumn * across;
            for (int x = 0; x < across; x++) {
                first += code.skip(bits);
                means[start + x] = mean(first * step);
            }
        }
    }

    private static byte mean(int eighths) {
        return (byte) Math.max(0, Math.min(255, ((eighths + 4) >> 3) + GREY));
    }

    /**
     * Copies the blocks of a unit so that nothing needs to be known of the blocks before.
     *
     * @return whether there is a code for the unit's first coefficient
     */
    boolean copyFirst(EntropyData data, BitWriter out) throws IIOException {
        int blocks = across * down;
        for (int block = 0; block < blocks; block++) {
            long start = bits.position();
            int difference = code.difference(bits);
            if (block == 0) {
                if (!code.putDifference(first + difference, out)) {
                    return false;
                }
                start = bits.position();
            }
            code.skipCoefficients(bits);
            out.copy(data.bytes(), start, bits.position());
        }
        return true;
    }

    /** The plane of the means that have been read. */
    MeanPlane plane() {
        return plane;
    }
}
