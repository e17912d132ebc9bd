package org.bitadapt.jobs.jpeg;

import java.util.List;
import java.util.Optional;
import javax.imageio.IIOException;

/**
 * A baseline file of one scan, read from the top; only the mean of every block is computed. Several symbols are read at
 * once, which is faster than a decoder that computes no more than means. An instance is for one thread, and takes as
 * much memory as the file and a byte per block.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81</a>
 */
public final class BaselineJpeg {

    /** The width and height of a block in pixels. */
    static final int BLOCK = 8;

    private static final int END_OF_IMAGE = 0xd9;

    private final byte[] file;
    private final JpegHeader header;
    private final EntropyData data;
    private final BitReader bits;
    private final List<ComponentReader> components;
    /** The number of rows of units that have been read. */
    private int rows;

    private BaselineJpeg(byte[] file, JpegHeader header, EntropyData data) {
        this.file = file;
        this.header = header;
        this.data = data;
        bits = new BitReader(data.bytes());
        components = header.components().stream()
                .map(component -> new ComponentReader(component, bits, header))
                .toList();
    }

    /**
     * Looks at a file's header.
     *
     * @param file the file's bytes; shared
     * @return the file, ready to be read; empty if the file is of another kind, or damaged
     */
    public static Optional<BaselineJpeg> of(byte[] file) {
        return JpegHeader.of(file)
                .flatMap(
                        header -> EntropyData.of(file, header.end()).map(data -> new BaselineJpeg(file, header, data)));
    }

    /**
     * Reads on, as long as whole units end above a row of pixels or with it.
     *
     * @return the number of rows of pixels that have been read
     * @throws IIOException if the data are damaged
     */
    public int readTo(int row) throws IIOException {
        int end = row < header.height() ? row / header.unitHeight() : header.unitsDown();
        ComponentReader[] readers = components.toArray(ComponentReader[]::new);
        int columns = header.unitsAcross();
        for (; rows < end; rows++) {
            for (int column = 0; column < columns; column++) {
                for (ComponentReader reader : readers) {
                    reader.read(rows, column);
                }
                requireData();
            }
        }
        return Math.min(header.height(), rows * header.unitHeight());
    }

    private void requireData() throws IIOException {
        if (bits.position() > (long) Byte.SIZE * data.length()) {
            throw new IIOException("its data end too early");
        }
    }

    /**
     * The planes that have been read: one for the luminance and, unless the picture is grey, two for the colour
     * differences.
     */
    public List<MeanPlane> planes() {
        return components.stream().map(ComponentReader::plane).toList();
    }

    /**
     * Ends reading, and makes a file of the rows that have not been read; a decoder decodes that file to the same
     * pixels.
     *
     * @return the file; empty if the code has no symbol for the beginning of its first block
     * @throws IIOException if the data are damaged
     * @throws IllegalStateException if all rows have been read
     */
    public Optional<byte[]> rest() throws IIOException {
        int height = header.height() - rows * header.unitHeight();
        if (height <= 0) {
            throw new IllegalStateException("All rows have been read");
        }
        BitWriter out = new BitWriter(file, header.end(), file.length);
        for (ComponentReader component : components) {
            if (!component.copyFirst(data, out)) {
                return Optional.empty();
            }
        }
        requireData();
        out.copy(data.bytes(), bits.position(), (long) Byte.SIZE * data.length());
        byte[] rest = out.end(END_OF_IMAGE);
        rest[header.heightPosition()] = (byte) (height >> Byte.SIZE);
        rest[header.heightPosition() + 1] = (byte) height;
        return Optional.of(rest);
    }
}
