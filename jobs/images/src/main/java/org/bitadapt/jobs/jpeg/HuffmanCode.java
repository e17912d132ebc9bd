package org.bitadapt.jobs.jpeg;

import java.util.OptionalInt;

/**
 * A Huffman code: symbols of 8 bits have codes of up to 16 bits.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annexes C and F.2.2.3</a>
 */
final class HuffmanCode {

    /** The number of bits of the longest code. */
    static final int LONGEST = 16;

    private static final int SYMBOLS = 256;

    private final int[] symbols;
    /** For each length, the lowest 16 bits that are above all codes of that length and of shorter lengths. */
    private final int[] limits = new int[LONGEST + 1];
    /** For each length, the number that turns a code into the index of its symbol. */
    private final int[] offsets = new int[LONGEST + 1];

    private final int[] codes = new int[SYMBOLS];
    private final int[] lengths = new int[SYMBOLS];

    /**
     * A code as files define it.
     *
     * @param counts the numbers of codes with 1, 2, ... 16 bits
     * @param symbols the symbols in the order of their codes
     * @throws IllegalArgumentException if there are more codes than their bits can tell apart
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
     * The number of bits of the code at the start of the next 16 bits.
     *
     * @return 1..16; 17 if no code is there
     */
    int length(int next) {
        int length = 1;
        while (length <= LONGEST && next >= limits[length]) {
            length++;
        }
        return length;
    }

    /** The symbol whose code of {@code length} bits is at the start of the next 16 bits. */
    int symbol(int next, int length) {
        return symbols[(next >>> (LONGEST - length)) + offsets[length]];
    }

    /** The code of a symbol, if it has one. */
    OptionalInt code(int symbol) {
        return lengths[symbol] == 0 ? OptionalInt.empty() : OptionalInt.of(codes[symbol]);
    }

    /** The number of bits of a symbol's code. */
    int codeLength(int symbol) {
        return lengths[symbol];
    }
}
