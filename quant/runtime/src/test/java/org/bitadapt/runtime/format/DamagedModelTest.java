package org.bitadapt.runtime.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damages the golden model in thousands of ways. A damaged file is refused with {@link InvalidModelException}, or, where
 * its checksum was made to fit, accepted only if it is exactly what the builder would write for what was read.
 */
class DamagedModelTest {
    private static final byte[] MODEL = GoldenModels.model();
    /**
     * Bytes that a reader may allocate: room for objects, copies of the numbers and the first use of a class, but not
     * for a size that a field merely claims.
     */
    private static final long ALLOCATION_LIMIT = 64L * MODEL.length + 1_000_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Random random = new Random(11);

    @Test
    void singleFlippedBitsAreRefused() {
        for (int i = 0; i < 8 * MODEL.length; i++) {
            byte[] damaged = MODEL.clone();
            damaged[i / 8] ^= (byte) (1 << i % 8);
            assertThat(accepts(damaged)).as("bit %d", i).isFalse();
        }
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < MODEL.length; length++) {
            assertThat(accepts(Arrays.copyOf(MODEL, length)))
                    .as("length %d", length)
                    .isFalse();
        }
    }

    @Test
    void noiseIsRefused() {
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(500)];
            random.nextBytes(noise);
            System.arraycopy(MODEL, 0, noise, 0, Math.min(noise.length, random.nextInt(60)));
            assertThat(accepts(noise)).isFalse();
        }
    }

    @Test
    void fieldsChangedUnderAFittingChecksumAreRefusedOrMeanWhatTheySay() {
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = MODEL.clone();
            ByteBuffer file = ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                edit(file);
            }
            GoldenModels.sealed(file);
            if (accepts(damaged)) {
                assertThat(rebuilt(damaged)).isEqualTo(damaged);
            }
        }
    }

    @Test
    void splicedFilesWithFittingLengthsAndChecksumAreRefusedOrMeanWhatTheySay() {
        for (int i = 0; i < 4000; i++) {
            int cut = random.nextInt(MODEL.length);
            int skip = random.nextInt(130) - 65;
            byte[] spliced = splice(cut, Math.max(0, Math.min(MODEL.length, cut + skip)));
            if (spliced.length >= Header.BYTES) {
                ByteBuffer file = ByteBuffer.wrap(spliced).order(ByteOrder.LITTLE_ENDIAN);
                file.putLong(16, spliced.length);
                file.putInt(44, Math.max(0, file.getInt(44) + spliced.length - MODEL.length));
                GoldenModels.sealed(file);
            }
            if (accepts(spliced)) {
                assertThat(rebuilt(spliced)).isEqualTo(spliced);
            }
        }
    }

    /** Writes a nonsense number of one to eight bytes, half of the time before the weights begin. */
    private void edit(ByteBuffer file) {
        int end = random.nextBoolean() ? 400 : file.capacity();
        int width = 1 << random.nextInt(4);
        int at = random.nextInt(end - width);
        switch (width) {
            case 1 -> file.put(at, (byte) nonsense());
            case 2 -> file.putShort(at, (short) nonsense());
            case 4 -> file.putInt(at, (int) nonsense());
            default -> file.putLong(at, nonsense());
        }
    }

    private long nonsense() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Integer.MAX_VALUE;
            case 3 -> 0x7F7F_7F7F_7F7F_7F7FL;
            case 4 -> random.nextInt(300);
            default -> random.nextLong();
        };
    }

    private static byte[] splice(int to, int from) {
        byte[] spliced = Arrays.copyOf(MODEL, to + MODEL.length - from);
        System.arraycopy(MODEL, from, spliced, to, MODEL.length - from);
        return spliced;
    }

    private boolean accepts(byte[] file) {
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean accepted;
        try {
            PackedNetworkReader.read(ByteBuffer.wrap(file));
            accepted = true;
        } catch (InvalidModelException e) {
            accepted = false;
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOCATION_LIMIT);
        return accepted;
    }

    /** The file that the builder writes for what a file says. */
    private static byte[] rebuilt(byte[] file) {
        PackedNetwork network = PackedNetworkReader.read(ByteBuffer.wrap(file));
        PackedModelBuilder builder = new PackedModelBuilder(network.metadata().name())
                .writer(network.metadata().writer())
                .float32Bytes(network.metadata().float32Bytes())
                .classNames(network.metadata().classNames());
        network.metadata().properties().forEach(builder::property);
        for (int number = 0; number < network.operations().size(); number++) {
            Operation operation = network.operations().get(number);
            if (operation instanceof Operation.Input input) {
                builder.input(input.shape(), input.zeroPoints());
            } else if (operation instanceof Convolution convolution) {
                builder.convolution(
                        convolution,
                        weights(network, number, convolution),
                        network.multipliers(number),
                        network.offsets(number));
            } else if (operation instanceof Operation.MaxPool pool) {
                builder.maxPool(pool.input(), pool.kernel(), pool.stride(), pool.padding());
            } else if (operation instanceof Operation.GlobalSum sum) {
                builder.globalSum(sum.input());
            }
        }
        return builder.toBytes();
    }

    private static byte[] weights(PackedNetwork network, int number, Convolution convolution) {
        ByteBuffer stored = network.weights(number);
        byte[] weights = new byte[network.weightsPerOutput(number) * convolution.outputChannels()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = convolution.weightType() == WeightType.INT8
                    ? stored.get(i)
                    : (byte) ((stored.get(i >> 3) >> (i & 7) & 1) * 2 - 1);
        }
        return weights;
    }
}
