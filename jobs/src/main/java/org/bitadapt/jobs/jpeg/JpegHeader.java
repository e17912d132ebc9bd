package org.bitadapt.jobs.jpeg;

import java.util.List;
import java.util.Optional;

/**
 * What stands before the data of a baseline file with one scan. A row of blocks is read in units: those of all components
 * that belong together.
 *
 * @param width in pixels
 * @param height in pixels
 * @param heightPosition where the file has the height, in two bytes
 * @param components grey, or luminance and two colour differences
 * @param end where the data begin
 */
record JpegHeader(int width, int height, int heightPosition, List<Component> components, int end) {

    /**
     * A component.
     *
     * @param blocksAcross of a unit, 1 or 2
     * @param blocksDown of a unit, 1 or 2
     * @param step of the first coefficient's quantization, in eighths of a grey level
     */
    record Component(int blocksAcross, int blocksDown, int step, BlockCode code) {}

    /**
     * Reads it.
     *
     * @return nothing if the file is of another kind, or damaged
     */
    static Optional<JpegHeader> of(byte[] file) {
        try {
            return Optional.of(new HeaderSegments(file).header());
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty(); // What is wrong is for decoders to say.
        }
    }

    /** Pixels that a unit is wide. */
    int unitWidth() {
        return BaselineJpeg.BLOCK * components.get(0).blocksAcross();
    }

    /** Pixels that a unit is high. */
    int unitHeight() {
        return BaselineJpeg.BLOCK * components.get(0).blocksDown();
    }

    /** Units of a row. */
    int unitsAcross() {
        return (width + unitWidth() - 1) / unitWidth();
    }

    /** Rows of units. */
    int unitsDown() {
        return (height + unitHeight() - 1) / unitHeight();
    }
}
