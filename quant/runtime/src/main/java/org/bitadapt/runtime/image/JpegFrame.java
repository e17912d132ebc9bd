package org.bitadapt.runtime.image;

import java.util.ArrayList;
import java.util.List;

/**
 * The contents of the header of a JPEG frame.
 *
 * @param isProgressive whether scans refine earlier ones
 * @param components the components, in their order in the frame
 */
record JpegFrame(int width, int height, boolean isProgressive, List<Component> components) {

    /**
     * A component.
     *
     * @param id the number by which scans name the component
     * @param across sampling factor across
     * @param down sampling factor down
     */
    record Component(int id, int across, int down) {}

    private static final int PROGRESSIVE = 0xc2;
    private static final int MOST_SAMPLING = 4;

    JpegFrame {
        components = List.copyOf(components);
    }

    /**
     * Reads the frame's segment.
     *
     * @param marker the marker of the frame
     */
    static JpegFrame of(int marker, Bytes segment) throws InvalidImageException {
        if (marker > PROGRESSIVE) {
            throw new InvalidImageException("a kind of JPEG that is not read: lossless, hierarchical or arithmetic");
        }
        int height = segment.pair(1);
        int width = segment.pair(3);
        int count = segment.at(5);
        if (segment.at(0) != Byte.SIZE) {
            throw new InvalidImageException("samples of " + segment.at(0) + " bits, not of 8");
        }
        if (width == 0 || height == 0 || segment.length() != 6 + 3 * count) {
            throw new InvalidImageException("a header without a size");
        }
        if (count != 1 && count != 3 && count != 4) {
            throw new InvalidImageException(count + " components, not 1, 3 or 4");
        }
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int sampling = segment.at(7 + 3 * i);
            components.add(component(segment.at(6 + 3 * i), sampling >> 4, sampling & 0xf));
        }
        return new JpegFrame(width, height, marker == PROGRESSIVE, components);
    }

    private static Component component(int id, int across, int down) throws InvalidImageException {
        if (across < 1 || across > MOST_SAMPLING || down < 1 || down > MOST_SAMPLING) {
            throw new InvalidImageException("a sampling that JPEG does not have");
        }
        return new Component(id, across, down);
    }

    /** Whether the components are called red, green and blue. */
    boolean isNamedRgb() {
        return components.get(0).id() == 'R'
                && components.get(1).id() == 'G'
                && components.get(2).id() == 'B';
    }

    /** The place of a component in the frame, by its id. */
    int component(int id) throws InvalidImageException {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).id() == id) {
                return i;
            }
        }
        throw new InvalidImageException("a scan of a component that is not there");
    }
}
