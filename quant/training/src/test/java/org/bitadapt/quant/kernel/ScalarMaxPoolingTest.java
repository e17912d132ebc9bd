package org.bitadapt.quant.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarMaxPoolingTest {

    private static final int IMAGES = 2;
    private static final int HEIGHT = 7;
    private static final int WIDTH = 5;
    private static final int OUT_HEIGHT = 4;
    private static final int OUT_WIDTH = 3;

    @ParameterizedTest(name = "channels={0}")
    @ValueSource(ints = {1, 7, 16, 24, 64, 65})
    void theFirstLargestValueOfAWindowWinsAndGetsTheGradient(int channels) {
        ScalarMaxPooling pooling = new ScalarMaxPooling(
                channels,
                ScalarMaxPooling.Side.of(HEIGHT, OUT_HEIGHT),
                ScalarMaxPooling.Side.of(WIDTH, OUT_WIDTH),
                3,
                2,
                1);
        int inputs = IMAGES * HEIGHT * WIDTH * channels;
        int outputs = IMAGES * OUT_HEIGHT * OUT_WIDTH * channels;
        ByteBuffer codes = buffer(inputs);
        ByteBuffer floats = buffer(inputs);
        ByteBuffer gradient = buffer(outputs);
        Random random = new Random(channels);
        for (int i = 0; i < inputs; i++) {
            // Few different values, so that there are ties, and some above 127.
            int value = 85 * random.nextInt(4);
            codes.put(i, (byte) value);
            floats.putFloat(i * Float.BYTES, value);
        }
        for (int i = 0; i < outputs; i++) {
            gradient.putFloat(i * Float.BYTES, i + 1);
        }
        ByteBuffer best = buffer(outputs);
        ByteBuffer bestFloats = buffer(outputs);
        ByteBuffer winners = buffer(outputs);
        ByteBuffer floatWinners = buffer(outputs);
        ByteBuffer target = buffer(inputs);
        pooling.codes(codes, IMAGES, best, winners);
        pooling.floats(floats, IMAGES, bestFloats, floatWinners);
        pooling.spread(gradient, winners, IMAGES, target);
        float[] expected = new float[inputs];
        for (int i = 0; i < outputs; i++) {
            int winner = winner(codes, i, channels);
            assertThat(best.get(i)).isEqualTo(codes.get(winner));
            assertThat(bestFloats.getFloat(i * Float.BYTES)).isEqualTo(codes.get(winner) & 0xFF);
            assertThat(floatWinners.get(i)).isEqualTo(winners.get(i));
            expected[winner] += i + 1;
        }
        for (int i = 0; i < inputs; i++) {
            assertThat(target.getFloat(i * Float.BYTES)).isEqualTo(expected[i]);
        }
    }

    private static int winner(ByteBuffer codes, int output, int channels) {
        int c = output % channels;
        int x = output / channels % OUT_WIDTH;
        int y = output / channels / OUT_WIDTH % OUT_HEIGHT;
        int image = output / channels / OUT_WIDTH / OUT_HEIGHT;
        int winner = -1;
        for (int inY = 2 * y - 1; inY < 2 * y + 2; inY++) {
            for (int inX = 2 * x - 1; inX < 2 * x + 2; inX++) {
                if (inY >= 0 && inY < HEIGHT && inX >= 0 && inX < WIDTH) {
                    int at = ((image * HEIGHT + inY) * WIDTH + inX) * channels + c;
                    if (winner < 0 || (codes.get(at) & 0xFF) > (codes.get(winner) & 0xFF)) {
                        winner = at;
                    }
                }
            }
        }
        return winner;
    }

    private static ByteBuffer buffer(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
    }
}
