package org.bitadapt.jobs.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitWriterTest {

    private static final byte[] NOTHING = {};

    /** A third of the bytes are all ones, and none of the bits stays where it was. */
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void bitsAreCopiedFromAndToAnyPlace(long seed) {
        Random random = new Random(seed);
        byte[] source = new byte[200];
        random.nextBytes(source);
        for (int i = 0; i < source.length; i += 3) {
            source[i] = (byte) 0xff;
        }
        for (int before = 0; before < 16; before++) {
            for (int from = 0; from < 16; from++) {
                int to = from + random.nextInt(8 * 180);
                BitWriter writer = new BitWriter(NOTHING, 0, 8);
                StringBuilder expected = new StringBuilder();
                for (int bit = 0; bit < before; bit++) {
                    writer.put(bit, 1);
                    expected.append(bit & 1);
                }
                writer.copy(source, from, to);
                for (int bit = from; bit < to; bit++) {
                    expected.append(source[bit / 8] >> (7 - bit % 8) & 1);
                }
                assertThat(writer.end(0xd9)).isEqualTo(stuffed(expected));
            }
        }
    }

    private static byte[] stuffed(StringBuilder bits) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bits.length() % 8 != 0) {
            bits.append('1');
        }
        for (int i = 0; i < bits.length(); i += 8) {
            int value = Integer.parseInt(bits.substring(i, i + 8), 2);
            bytes.write(value);
            if (value == 0xff) {
                bytes.write(0);
            }
        }
        bytes.write(0xff);
        bytes.write(0xd9);
        return bytes.toByteArray();
    }

    @Test
    void whatComesFirstStaysAsItIs() {
        byte[] start = {(byte) 0xff, (byte) 0xd8, 1};
        BitWriter writer = new BitWriter(start, 2, 0);
        writer.put(0b1010_0101_1111, 12);

        assertThat(writer.end(0xd9)).containsExactly(0xff, 0xd8, 0xa5, 0xff, 0, 0xff, 0xd9);
    }
}
