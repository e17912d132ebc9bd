package org.bitadapt.jobs.jpeg;

import java.util.OptionalInt;

/**
 * A Huffman code: symbols of 8 bits, codes of up to 16.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annexes C and F.2.2.3</a>
 */
final class HuffmanCode {

    /** Bits of the longest code. */
    static final int LONGEST = 16;

    private static final int SYMBOLS = 256;

    private final int[] symbols;
    /** Of each length: the lowest 16 bits that are above all codes of it and of shorter ones. */
    private final int[] limits = new int[LONGEST + 1];
    /** Of each length: what turns a code into the index of its symbol. */
    private final int[] offsets = new int[LONGEST + 1];

    private final int[] codes = new int[SYMBOLS];
    private final int[] lengths = new int[SYMBOLS];

    /**
     * As files define it.
     *
     * @param counts of codes with 1, 2, ... 16 bits
     * @param symbols in the order of their codes
     * @throws IllegalArgumentException if there are more codes than bits for them
     */
    HuffmanCode(int[] counts, int[] symbols) {
        this.symbols = symbols.clone();
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            offsets[length] = index - code;
            for (int i = 0; i < counts[length - 1]; i++) {
                codes[symbols[index]] = code;
                lengths[symbols[index]] = length;
                code++;
                index++;
            }
            limits[length] = code << (LONGEST - length);
            if (limits[length] > 1 << LONGEST) {
                throw new IllegalArgumentException("Invalid Huffman code: " + code + " codes of " + length + " bits");
            }
            code <<= 1;
        }
    }

    /**
     * Bits of the code at the start of the next 16 bits.
     *
     * @return 17 if there is none
     */
    int length(int next) {
        int length = 1;
        while (length <= LONGEST && next >= limits[length]) {
            length++;
        }
        return length;
    }

    /** The symbol whose code of that length is at the start of the next 16 bits. */
    int symbol(int next, int length) {
        return symbols[(next >>> (LONGEST - length)) + offsets[length]];
    }

    /** The code of a symbol, if it has one. */
    OptionalInt code(int symbol) {
        return lengths[symbol] == 0 ? OptionalInt.empty() : OptionalInt.of(codes[symbol]);
    }

    /** Bits of a symbol's code. */
    int codeLength(int symbol) {
        return lengths[symbol];
    }
}
