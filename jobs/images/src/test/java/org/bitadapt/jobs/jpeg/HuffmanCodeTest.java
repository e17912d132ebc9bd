package org.bitadapt.jobs.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {

    /** A code of the words 0, 10, 1100 and 1101. */
    private static final HuffmanCode CODE = new HuffmanCode(counts(1, 1, 0, 2), new int[] {7, 3, 200, 9});

    @Test
    void symbolsAreFoundByTheirCodes() {
        assertThat(symbol(0b0111_1111_1111_1111)).isEqualTo(7);
        assertThat(symbol(0b1011_1111_1111_1111)).isEqualTo(3);
        assertThat(symbol(0b1100_1111_1111_1111)).isEqualTo(200);
        assertThat(symbol(0b1101_0000_0000_0000)).isEqualTo(9);
        assertThat(CODE.length(0b1110_0000_0000_0000)).isEqualTo(17);
    }

    @Test
    void codesAreFoundByTheirSymbols() {
        assertThat(CODE.code(200)).hasValue(0b1100);
        assertThat(CODE.codeLength(200)).isEqualTo(4);
        assertThat(CODE.code(1)).isEmpty();
    }

    @Test
    void moreCodesThanBitsAreRefused() {
        assertThatThrownBy(() -> new HuffmanCode(counts(1, 3), new int[] {1, 2, 3, 4}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid Huffman code: 5 codes of 2 bits");
    }

    private static int symbol(int next) {
        return CODE.symbol(next, CODE.length(next));
    }

    private static int[] counts(int... first) {
        return Arrays.copyOf(first, HuffmanCode.LONGEST);
    }
}
