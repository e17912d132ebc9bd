package org.bitadapt.runtime.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Damages the golden model of several widths in thousands of ways. A damaged file is refused with
 * {@link InvalidModelException}, or, where its checksums were made to fit, accepted only if it is exactly what the builder
 * would write for what was read, or the front of it that ends with a chunk.
 */
class DamagedWidthsTest {
    private static final byte[] MODEL = GoldenWidths.model();
    /** Bytes that a reader may allocate: networks of four widths, but not a size that a field merely claims. */
    private static final long ALLOCATION_LIMIT = 256L * MODEL.length + 1_000_000;

    private static final Set<Integer> ENDS = PackedNetworkReader.readFile(ByteBuffer.wrap(MODEL)).chunks().stream()
            .map(ModelFile.ChunkSize::end)
            .collect(Collectors.toSet());

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Random random = new Random(12);

    @Test
    void singleFlippedBitsAreRefused() {
        for (int i = 0; i < 8 * MODEL.length; i++) {
            byte[] damaged = MODEL.clone();
            damaged[i / 8] ^= (byte) (1 << i % 8);
            assertThat(accepts(damaged)).as("bit %d", i).isFalse();
        }
    }

    @Test
    void truncationsAreRefusedUnlessAChunkEnds() {
        for (int length = 0; length <= MODEL.length; length++) {
            assertThat(accepts(Arrays.copyOf(MODEL, length)))
                    .as("length %d", length)
                    .isEqualTo(ENDS.contains(length));
        }
        assertThat(ENDS).hasSize(3);
    }

    @Test
    void fieldsChangedUnderFittingChecksumsAreRefusedOrMeanWhatTheySay() {
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = MODEL.clone();
            ByteBuffer file = GoldenWidths.littleEndian(damaged);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                edit(file);
            }
            accepted += meansWhatItSays(damaged) ? 1 : 0;
        }
        // Some edits change nothing but numbers.
        assertThat(accepted).isBetween(1000, 15_000);
    }

    @Test
    void splicedFilesWithFittingChecksumsAreRefusedOrMeanWhatTheySay() {
        for (int i = 0; i < 4000; i++) {
            int cut = random.nextInt(MODEL.length);
            int skip = random.nextInt(130) - 65;
            int from = Math.max(0, Math.min(MODEL.length, cut + skip));
            byte[] spliced = Arrays.copyOf(MODEL, cut + MODEL.length - from);
            System.arraycopy(MODEL, from, spliced, cut, MODEL.length - from);
            meansWhatItSays(spliced);
        }
    }

    private boolean meansWhatItSays(byte[] damaged) {
        GoldenWidths.seal(GoldenWidths.littleEndian(damaged));
        if (!accepts(damaged)) {
            return false;
        }
        byte[] rebuilt = rebuilt(damaged);
        assertThat(damaged.length).isLessThanOrEqualTo(rebuilt.length);
        // A file that lacks chunks has another table and other checksums than a file that never had them.
        if (GoldenWidths.littleEndian(damaged).getInt(40)
                == GoldenWidths.littleEndian(rebuilt).getInt(40)) {
            assertThat(rebuilt).isEqualTo(damaged);
        }
        return true;
    }

    /** Writes a nonsense number of one to eight bytes, half of the time before the first chunk begins. */
    private void edit(ByteBuffer file) {
        int end = random.nextBoolean() ? 380 : file.capacity();
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

    private boolean accepts(byte[] file) {
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean accepted;
        try {
            PackedNetworkReader.readFile(ByteBuffer.wrap(file));
            accepted = true;
        } catch (InvalidModelException e) {
            accepted = false;
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOCATION_LIMIT);
        return accepted;
    }

    /** The file that the builder writes for what a file says, with weights composed of planes here. */
    private static byte[] rebuilt(byte[] bytes) {
        ModelFile file = PackedNetworkReader.readFile(ByteBuffer.wrap(bytes));
        PackedNetwork network = file.widest();
        PackedModelBuilder builder = new PackedModelBuilder(network.metadata().name())
                .writer(network.metadata().writer())
                .float32Bytes(network.metadata().float32Bytes())
                .classNames(network.metadata().classNames())
                .widths(file.widths());
        network.metadata().properties().forEach(builder::property);
        // The codes of layers have more bits than those of the widest width where its maps are not the widest.
        Map<Integer, Integer> codeBits = new HashMap<>();
        for (int number = 0; number < network.operations().size(); number++) {
            if (network.operations().get(number) instanceof Convolution) {
                codeBits.put(number, storedCodeBits(bytes, number));
            }
        }
        for (int number = 0; number < network.operations().size(); number++) {
            Operation operation = network.operations().get(number);
            if (operation instanceof Operation.Input input) {
                builder.input(input.shape(), input.zeroPoints());
            } else if (operation instanceof Convolution convolution) {
                Map<Width, LayerParameters> parameters = new HashMap<>();
                for (Width width : file.widths()) {
                    PackedNetwork at = file.network(width);
                    float scale = ((Convolution) at.operations().get(number)).residualScale();
                    parameters.put(width, new LayerParameters(at.multipliers(number), at.offsets(number), scale));
                }
                Convolution plain = convolution.residual().isPresent()
                        ? convolution.withResidualCodes(convolution.residual().getAsInt())
                        : convolution;
                int bits = codeBits.get(number);
                builder.convolution(
                        bits == 0 ? plain : plain.withCodeBits(bits),
                        weights(network, number, convolution),
                        parameters);
            } else if (operation instanceof Operation.MaxPool pool) {
                builder.maxPool(pool.input(), pool.kernel(), pool.stride(), pool.padding());
            } else if (operation instanceof Operation.GlobalSum sum) {
                builder.globalSum(sum.input());
            }
        }
        return builder.toBytes();
    }

    /** Finds the record of an operation by the lengths of the records before it. */
    private static int storedCodeBits(byte[] bytes, int number) {
        int at = Front.read(GoldenWidths.littleEndian(bytes)).operationsAt();
        for (int i = 0; i < number; i++) {
            at += switch (bytes[at]) {
                case 1 -> 6 + bytes[at + 1];
                case 2 -> 13;
                case 3 -> 6;
                default -> 3;
            };
        }
        return bytes[at + 2];
    }

    private static byte[] weights(PackedNetwork network, int number, Convolution convolution) {
        byte[] weights = new byte[network.weightsPerOutput(number) * convolution.outputChannels()];
        for (int i = 0; i < weights.length; i++) {
            if (convolution.weightType() == WeightType.INT8) {
                weights[i] = network.weights(number).get(i);
            } else {
                int e = convolution.planes();
                for (int k = 1; k <= e; k++) {
                    int sign = (network.plane(number, k).get(i >> 3) >> (i & 7) & 1) * 2 - 1;
                    weights[i] += (byte) (sign << (e - k));
                }
            }
        }
        return weights;
    }
}
