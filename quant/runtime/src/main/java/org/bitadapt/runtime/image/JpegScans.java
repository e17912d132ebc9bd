package org.bitadapt.runtime.image;

import java.util.Arrays;

/**
 * Records which coefficients the scans of a JPEG file bring, and to which bit. A file that was cut between two scans
 * lacks the later scans, which decoders do not report.
 */
final class JpegScans {

    private static final int COEFFICIENTS = 64;
    private static final int UNKNOWN = -1;
    /** The most pixels of all scans together, about a minute's work: every scan goes through all pixels again. */
    private static final long MOST_PIXELS = 4_000_000_000L;

    private final JpegFrame frame;
    /** How many of the lowest bits are missing: {@code [component][coefficient]}. */
    private final int[][] missingBits;

    private int scans;

    JpegScans(JpegFrame frame) {
        this.frame = frame;
        missingBits = new int[frame.components().size()][COEFFICIENTS];
        for (int[] component : missingBits) {
            Arrays.fill(component, UNKNOWN);
        }
    }

    /** Records the header of the next scan. */
    void add(Bytes segment) throws InvalidImageException {
        int count = segment.at(0);
        if (segment.length() != 4 + 2 * count) {
            throw new InvalidImageException("a scan's header of " + segment.length() + " bytes");
        }
        if (++scans > MOST_PIXELS / ((long) frame.width() * frame.height())) {
            throw new InvalidImageException("more scans than anybody needs");
        }
        int first = frame.isProgressive() ? segment.at(1 + 2 * count) : 0;
        int last = frame.isProgressive() ? segment.at(2 + 2 * count) : COEFFICIENTS - 1;
        int bits = frame.isProgressive() ? segment.at(3 + 2 * count) & 0xf : 0;
        if (last >= COEFFICIENTS || first > last) {
            throw new InvalidImageException("a scan of coefficients that JPEG does not have");
        }
        for (int i = 0; i < count; i++) {
            Arrays.fill(missingBits[frame.component(segment.at(1 + 2 * i))], first, last + 1, bits);
        }
    }

    /** Refuses a file that lacks a component, or lacks the last bits of coefficients whose first bits it has. */
    void end() throws InvalidImageException {
        for (int[] component : missingBits) {
            if (component[0] == UNKNOWN || Arrays.stream(component).anyMatch(bits -> bits > 0)) {
                throw new InvalidImageException("cut off: scans are missing");
            }
        }
    }
}
