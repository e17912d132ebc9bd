package org.bitadapt.jobs.jpeg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bitadapt.jobs.jpeg.JpegHeader.Component;

/**
 * The segments of a file, collected up to the scan.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex B.2</a>
 */
final class HeaderSegments {

    private static final int MARKER = 0xff;
    private static final int BASELINE = 0xc0;
    private static final int EXTENDED_SEQUENTIAL = 0xc1;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int SCAN = 0xda;
    private static final int QUANTIZATION_TABLES = 0xdb;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int FIRST_APPLICATION = 0xe0;
    private static final int ADOBE = 0xee;
    private static final int LAST_APPLICATION = 0xef;
    private static final int COMMENT = 0xfe;

    /**
     * The place, in Adobe's segment, of the transform that made the components, and the transform of luminance and
     * colour differences.
     */
    private static final int TRANSFORM = 11;

    private static final int COLOUR_DIFFERENCES = 1;

    /**
     * The places in a frame header, and the number of bytes that it has for each component from {@link #COMPONENTS} on.
     */
    private static final int HEIGHT = 1;

    private static final int WIDTH = 3;
    private static final int COUNT = 5;
    private static final int COMPONENTS = 6;
    private static final int COMPONENT_BYTES = 3;

    /** The number of bytes in a scan header behind those of the components. */
    private static final int SPECTRAL_SELECTION = 3;

    /** The sampling of one block across and one block down. */
    private static final int SINGLE = 0x11;

    private static final int BLOCK_VALUES = 64;

    private final byte[] file;
    private final Map<Integer, Integer> steps = new HashMap<>();
    private final Map<Integer, HuffmanCode> differences = new HashMap<>();
    private final Map<Integer, HuffmanCode> coefficients = new HashMap<>();
    /**
     * The codes of blocks, by the byte with which scan headers name the two Huffman codes that a block's code is made
     * of.
     */
    private final Map<Integer, BlockCode> blockCodes = new HashMap<>();

    /** The position at which the frame header's content begins, or 0. */
    private int frame;

    private boolean isOtherColour;

    HeaderSegments(byte[] file) {
        this.file = file;
    }

    /**
     * The header that the segments make.
     *
     * @throws IndexOutOfBoundsException if the file is too short
     * @throws IllegalArgumentException if the file is of another kind or damaged
     */
    JpegHeader header() {
        int position = 2;
        while (at(position) == MARKER && at(position + 1) != SCAN) {
            if (at(position + 1) == MARKER) {
                position++; // Markers may be filled up.
            } else {
                int end = position + 2 + pair(position + 2);
                take(at(position + 1), position + 4, end);
                position = end;
            }
        }
        require(at(position) == MARKER && frame > 0, "no frame");
        return header(position + 4);
    }

    private void take(int marker, int start, int end) {
        switch (marker) {
            case BASELINE, EXTENDED_SEQUENTIAL -> {
                require(frame == 0, "a second frame");
                frame = start;
            }
            case QUANTIZATION_TABLES -> takeSteps(start, end);
            case HUFFMAN_TABLES -> takeCodes(start, end);
            case RESTART_INTERVAL -> require(pair(start) == 0, "restarts");
            case ADOBE -> isOtherColour = at(start + TRANSFORM) != COLOUR_DIFFERENCES;
            default ->
                require(
                        marker == COMMENT || (marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION),
                        "an unknown segment");
        }
    }

    private void takeSteps(int start, int end) {
        for (int position = start; position < end; ) {
            boolean isWide = at(position) >> 4 > 0;
            steps.put(at(position) & 0xf, isWide ? pair(position + 1) : at(position + 1));
            position += 1 + BLOCK_VALUES * (isWide ? 2 : 1);
        }
    }

    private void takeCodes(int start, int end) {
        for (int position = start; position < end; ) {
            int[] counts = bytes(position + 1, HuffmanCode.LONGEST);
            int[] symbols =
                    bytes(position + 1 + counts.length, IntStream.of(counts).sum());
            Map<Integer, HuffmanCode> codes = at(position) >> 4 == 0 ? differences : coefficients;
            codes.put(at(position) & 0xf, new HuffmanCode(counts, symbols));
            position += 1 + counts.length + symbols.length;
        }
    }

    private JpegHeader header(int scan) {
        int height = pair(frame + HEIGHT);
        int width = pair(frame + WIDTH);
        int count = at(frame + COUNT);
        require(at(frame) == Byte.SIZE && height > 0 && width > 0, "another frame");
        require(count == 1 || (count == 3 && !isOtherColour), "other colours");
        require(at(scan) == count, "scans of some components");
        List<Component> components = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            components.add(component(frame + COMPONENTS + COMPONENT_BYTES * c, scan + 1 + 2 * c, count));
            require(count == 1 || at(scan + 1 + 2 * c) == c + 1, "other colours");
            require(c == 0 || isOneBlock(components.get(c)), "colours with more blocks");
        }
        int end = scan + 1 + 2 * count + SPECTRAL_SELECTION;
        return new JpegHeader(width, height, frame + HEIGHT, List.copyOf(components), end);
    }

    private Component component(int inFrame, int inScan, int count) {
        require(at(inFrame) == at(inScan), "components in another order");
        // In a scan of one component alone, each of its blocks is a unit, whatever its sampling.
        int sampling = count == 1 ? SINGLE : at(inFrame + 1);
        int across = sampling >> 4;
        int down = sampling & 0xf;
        require((across == 1 || across == 2) && (down == 1 || down == 2), "a sampling that is rare");
        HuffmanCode difference = differences.get(at(inScan + 1) >> 4);
        HuffmanCode coefficient = coefficients.get(at(inScan + 1) & 0xf);
        Integer step = steps.get(at(inFrame + 2));
        require(difference != null && coefficient != null && step != null, "a missing table");
        BlockCode code = blockCodes.computeIfAbsent(at(inScan + 1), both -> new BlockCode(difference, coefficient));
        return new Component(across, down, step, code);
    }

    private static boolean isOneBlock(Component component) {
        return component.blocksAcross() == 1 && component.blocksDown() == 1;
    }

    private static void require(boolean isAsExpected, String otherwise) {
        if (!isAsExpected) {
            throw new IllegalArgumentException("Invalid JPEG file: " + otherwise + " (must be baseline, of one scan)");
        }
    }

    private int[] bytes(int start, int count) {
        int[] bytes = new int[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = at(start + i);
        }
        return bytes;
    }

    private int at(int position) {
        return file[position] & 0xff;
    }

    private int pair(int position) {
        return at(position) << Byte.SIZE | at(position + 1);
    }
}
