package org.bitadapt.jobs.jpeg;

import java.util.OptionalInt;
import javax.imageio.IIOException;

/**
 * The code of a component's blocks. A block has the difference of its first coefficient from that of the block before,
 * and 63 other coefficients. Several symbols are looked up at once.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex F.1.2</a>
 */
final class BlockCode {

    /** The most bits of a difference in 8-bit images. */
    private static final int MOST_DIFFERENCE_BITS = 11;

    private static final int LAST = 63;
    private static final int END_OF_BLOCK = 0;
    private static final int SIXTEEN_ZEROS = 0xf0;

    private static final int DIFFERENCE_INDEX = 10;
    private static final int COEFFICIENT_INDEX = 11;

    /**
     * An entry's bits: the number of bits to skip, whether they end the block, and from {@link #VALUE} on their value.
     */
    private static final int SKIPPED = 0xf;

    private static final int ENDS = 1 << 4;
    private static final int VALUE = 8;

    private final HuffmanCode differences;
    private final HuffmanCode coefficients;
    /** The entry for the next bits: a difference, perhaps with the block's end; 0 if the difference does not fit. */
    private final int[] differenceEntries = new int[1 << DIFFERENCE_INDEX];
    /** The entry for the next bits: by how much the index of the last coefficient grows; 0 if no coefficient fits. */
    private final int[] coefficientEntries = new int[1 << COEFFICIENT_INDEX];

    BlockCode(HuffmanCode differences, HuffmanCode coefficients) {
        this.differences = differences;
        this.coefficients = coefficients;
        for (int bits = 0; bits < differenceEntries.length; bits++) {
            differenceEntries[bits] = differenceEntry(bits << (Integer.SIZE - DIFFERENCE_INDEX));
        }
        for (int bits = 0; bits < coefficientEntries.length; bits++) {
            coefficientEntries[bits] = coefficientEntry(bits << (Integer.SIZE - COEFFICIENT_INDEX));
        }
    }

    /**
     * Goes to the end of a block.
     *
     * @return the difference of the block's first coefficient
     */
    int skip(BitReader bits) throws IIOException {
        int entry = differenceEntries[BitReader.first(bits.window(), DIFFERENCE_INDEX)];
        if (entry == 0) {
            int difference = difference(bits);
            skipCoefficients(bits);
            return difference;
        }
        bits.skip(entry & SKIPPED);
        if ((entry & ENDS) == 0) {
            skipCoefficients(bits);
        }
        return entry >> VALUE;
    }

    /** Goes to the coefficients behind the first coefficient, and returns the first coefficient's difference. */
    int difference(BitReader bits) throws IIOException {
        long window = bits.window();
        int length = length(differences, window);
        int size = differences.symbol(BitReader.first(window, HuffmanCode.LONGEST), length);
        if (size > MOST_DIFFERENCE_BITS) {
            throw damaged();
        }
        bits.skip(length + size);
        return size == 0 ? 0 : extended(BitReader.first(window << length, size), size);
    }

    /** Goes from behind a difference to the end of the block. */
    void skipCoefficients(BitReader bits) throws IIOException {
        int last = 0;
        while (last < LAST) {
            long window = bits.window();
            int skipped = 0; // of the window, which is long enough for five entries
            int entry;
            int next = last;
            do {
                last = next;
                entry = coefficientEntries[BitReader.first(window << skipped, COEFFICIENT_INDEX)];
                next = last + (entry >> VALUE);
                skipped += entry & SKIPPED;
            } while (next < LAST
                    && entry != 0
                    && (entry & ENDS) == 0
                    && skipped <= BitReader.WINDOW - COEFFICIENT_INDEX);
            if (entry == 0 || next > LAST) {
                // The symbols do not fit, or the block ends amidst them and the rest belongs to the next block.
                bits.skip(skipped - (entry & SKIPPED));
                last = skipCoefficient(bits, last);
            } else {
                bits.skip(skipped);
                last = (entry & ENDS) == 0 ? next : LAST;
            }
        }
    }

    private int skipCoefficient(BitReader bits, int last) throws IIOException {
        long window = bits.window();
        int length = length(coefficients, window);
        int symbol = coefficients.symbol(BitReader.first(window, HuffmanCode.LONGEST), length);
        bits.skip(length + size(symbol));
        if (symbol == END_OF_BLOCK) {
            return LAST;
        }
        int next = last + step(symbol);
        if (isReserved(symbol) || next > LAST) {
            throw damaged();
        }
        return next;
    }

    private static int length(HuffmanCode code, long window) throws IIOException {
        int length = code.length(BitReader.first(window, HuffmanCode.LONGEST));
        if (length > HuffmanCode.LONGEST) {
            throw damaged();
        }
        return length;
    }

    /** The number of bits of the coefficient behind a symbol. */
    private static int size(int symbol) {
        return symbol & 0xf;
    }

    /** The number of coefficients that a symbol stands for: zeros, and one that is not zero. */
    private static int step(int symbol) {
        return (symbol >> 4) + 1;
    }

    /** Whether a baseline file cannot have the symbol; only progressive files use such symbols without a size. */
    private static boolean isReserved(int symbol) {
        return size(symbol) == 0 && symbol != END_OF_BLOCK && symbol != SIXTEEN_ZEROS;
    }

    /** The number that {@code size} bits stand for, the lower half of their values being negative. */
    private static int extended(int bits, int size) {
        return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
    }

    private int differenceEntry(int next) {
        int length = differences.length(next >>> HuffmanCode.LONGEST);
        if (length > DIFFERENCE_INDEX) {
            return 0;
        }
        int size = differences.symbol(next >>> HuffmanCode.LONGEST, length);
        int skipped = length + size;
        if (size > MOST_DIFFERENCE_BITS || skipped > DIFFERENCE_INDEX) {
            return 0;
        }
        int difference = size == 0 ? 0 : extended(next << length >>> (Integer.SIZE - size), size);
        int end = end(next << skipped, DIFFERENCE_INDEX - skipped);
        return difference << VALUE | (end > 0 ? ENDS : 0) | skipped + end;
    }

    private int coefficientEntry(int next) {
        int skipped = 0;
        int steps = 0;
        while (true) {
            int left = COEFFICIENT_INDEX - skipped;
            int end = end(next << skipped, left);
            if (end > 0) {
                // The step is one larger: a block whose last coefficient is there already has no end.
                return (steps + 1) << VALUE | ENDS | skipped + end;
            }
            int length = coefficients.length(next << skipped >>> HuffmanCode.LONGEST);
            int symbol =
                    length > left ? END_OF_BLOCK : coefficients.symbol(next << skipped >>> HuffmanCode.LONGEST, length);
            if (symbol == END_OF_BLOCK || isReserved(symbol) || length + size(symbol) > left) {
                return steps << VALUE | skipped;
            }
            skipped += length + size(symbol);
            steps += step(symbol);
        }
    }

    /** The number of bits of the block's end, if it is next and has no more than {@code most} bits; otherwise 0. */
    private int end(int next, int most) {
        int length = coefficients.length(next >>> HuffmanCode.LONGEST);
        return length <= most && coefficients.symbol(next >>> HuffmanCode.LONGEST, length) == END_OF_BLOCK ? length : 0;
    }

    /**
     * Writes a difference.
     *
     * @return whether the difference has a code; nothing is written if it has none
     */
    boolean putDifference(int difference, BitWriter out) {
        int size = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
        OptionalInt code = size > MOST_DIFFERENCE_BITS ? OptionalInt.empty() : differences.code(size);
        if (code.isPresent()) {
            out.put(code.getAsInt(), differences.codeLength(size));
            // A negative difference has the bits of the number below it: the inverse of the extension.
            out.put(difference < 0 ? difference - 1 : difference, size);
        }
        return code.isPresent();
    }

    private static IIOException damaged() {
        return new IIOException("its Huffman codes are damaged");
    }
}
