package org.bitadapt.jobs.pku;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOException;
import org.bitadapt.jobs.jpeg.BaselineJpeg;
import org.bitadapt.jobs.jpeg.MeanPlane;
import org.bitadapt.jobs.pku.YcbcrPlanes.Plane;

/**
 * Decodes no more of a file than is needed. Rows above the first row that is needed have to be read to find it, but not
 * to be decoded, so that this decoder is faster than {@link NativeJpeg} alone. It leaves the other rows to {@link
 * NativeJpeg}, and all rows of files that {@link BaselineJpeg} does not read.
 */
final class PartialJpeg {

    private PartialJpeg() {}

    /** Decodes the needed rows of a file, see {@link JpegDecoder#decode}. */
    static YcbcrPlanes decode(byte[] file, int reduction, int from, int to) throws InvalidPhotographException {
        boolean isWorthReading = reduction == YcbcrPlanes.BLOCK || from >= NativeJpeg.BLOCK_ROWS;
        Optional<BaselineJpeg> jpeg = isWorthReading ? BaselineJpeg.of(file) : Optional.empty();
        if (jpeg.isEmpty()) {
            return NativeJpeg.decode(file, reduction, to);
        }
        try {
            if (reduction == YcbcrPlanes.BLOCK) {
                jpeg.get().readTo(NativeJpeg.roundUp(to));
                return means(jpeg.get().planes());
            }
            int rows = jpeg.get().readTo(blocksAbove(from, JpegStructure.size(file)));
            Optional<byte[]> rest = jpeg.get().rest();
            if (rest.isEmpty()) {
                return NativeJpeg.decode(file, reduction, to);
            }
            Plane above = plane(jpeg.get().planes().get(0));
            return NativeJpeg.decode(rest.get(), reduction, to - rows).below(rows, above);
        } catch (IIOException e) {
            throw InvalidPhotographException.damaged(e);
        }
    }

    /**
     * The number of rows in whole blocks above a row, at most so many that the rows of the rest are enough for a
     * photograph.
     */
    private static int blocksAbove(int row, FrameSize size) {
        return Math.min(row, size.height() - FrameSize.LEAST) / NativeJpeg.BLOCK_ROWS * NativeJpeg.BLOCK_ROWS;
    }

    private static YcbcrPlanes means(List<MeanPlane> planes) {
        boolean isGrey = planes.size() == 1;
        return new YcbcrPlanes(
                plane(planes.get(0)),
                isGrey ? Plane.NEUTRAL : plane(planes.get(1)),
                isGrey ? Plane.NEUTRAL : plane(planes.get(2)),
                YcbcrPlanes.BLOCK,
                () -> {});
    }

    private static Plane plane(MeanPlane plane) {
        return new Plane(
                ByteBuffer.wrap(plane.means()),
                plane.width(),
                plane.height(),
                plane.stride(),
                plane.shiftX(),
                plane.shiftY());
    }
}
