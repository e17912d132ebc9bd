package org.bitadapt.jobs.jpeg;

import java.util.List;
import java.util.Optional;

/**
 * The header of a baseline file with one scan: all that stands before the data. Blocks are read in units; a unit has
 * the blocks of all components that belong together.
 *
 * @param width the picture's width in pixels
 * @param height the picture's height in pixels
 * @param heightPosition the position at which the file has the height, in two bytes
 * @param components the components: grey, or luminance and two colour differences
 * @param end the position at which the data begin
 */
record JpegHeader(int width, int height, int heightPosition, List<Component> components, int end) {

    /**
     * A component of the picture.
     *
     * @param blocksAcross the number of its blocks across a unit, 1 or 2
     * @param blocksDown the number of its blocks down a unit, 1 or 2
     * @param step the step of the first coefficient's quantization, in eighths of a grey level
     */
    record Component(int blocksAcross, int blocksDown, int step, BlockCode code) {}

    /**
     * Reads the header of a file.
     *
     * @return the header; empty if the file is of another kind, or damaged
     */
    static Optional<JpegHeader> of(byte[] file) {
        try {
            return Optional.of(new HeaderSegments(file).header());
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty(); // What is wrong is for decoders to say.
        }
    }

    /** The width of a unit in pixels. */
    int unitWidth() {
        return BaselineJpeg.BLOCK * components.get(0).blocksAcross();
    }

    /** The height of a unit in pixels. */
    int unitHeight() {
        return BaselineJpeg.BLOCK * components.get(0).blocksDown();
    }

    /** The number of units in a row. */
    int unitsAcross() {
        return (width + unitWidth() - 1) / unitWidth();
    }

    /** The number of rows of units. */
    int unitsDown() {
        return (height + unitHeight() - 1) / unitHeight();
    }
}
