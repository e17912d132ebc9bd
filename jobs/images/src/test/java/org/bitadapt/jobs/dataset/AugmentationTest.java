package org.bitadapt.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentationTest {

    private static final Shape SHAPE = new Shape(3, 5, 4);
    private static final List<Integer> PAD = List.of(201, 202, 203);

    @TempDir
    Path folder;

    @Test
    void noneCopiesTheImage() {
        DecodedShard shard = shard(3);

        assertThat(augmented(Augmentation.none(), shard, 2, 0)).isEqualTo(image(2));
    }

    @Test
    void everyResultIsAShiftedPossiblyMirroredImageAndAllOfThemOccur() {
        DecodedShard shard = shard(1);
        Augmentation augmentation = new Augmentation(2, true, 0, 0, PAD, 9);
        Set<String> seen = new HashSet<>();
        for (int epoch = 0; epoch < 1000; epoch++) {
            seen.add(Arrays.toString(augmented(augmentation, shard, 0, epoch)));
        }

        Set<String> possible = new HashSet<>();
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                possible.add(Arrays.toString(reference(0, dy, dx, false)));
                possible.add(Arrays.toString(reference(0, dy, dx, true)));
            }
        }
        assertThat(seen).isEqualTo(possible).hasSize(50);
    }

    @Test
    void flipsWithoutCropping() {
        DecodedShard shard = shard(1);
        Augmentation augmentation = new Augmentation(0, true, 0, 0, PAD, 9);
        Set<String> seen = new HashSet<>();
        for (int epoch = 0; epoch < 30; epoch++) {
            seen.add(Arrays.toString(augmented(augmentation, shard, 0, epoch)));
        }

        assertThat(seen)
                .containsExactlyInAnyOrder(
                        Arrays.toString(reference(0, 0, 0, false)), Arrays.toString(reference(0, 0, 0, true)));
    }

    @Test
    void brightnessMultipliesAllPixelsOfAnImageByOneFactor() {
        DecodedShard shard = shard(1);
        Augmentation augmentation = new Augmentation(0, false, 0.5, 0, PAD, 9);
        byte[] original = image(0);
        double least = 1;
        double most = 1;
        for (int epoch = 0; epoch < 300; epoch++) {
            byte[] changed = augmented(augmentation, shard, 0, epoch);
            double factor = brightest(changed) / brightest(original);
            least = Math.min(least, factor);
            most = Math.max(most, factor);
            for (int i = 0; i < changed.length; i++) {
                assertThat((double) Byte.toUnsignedInt(changed[i]))
                        .isCloseTo(Math.min(255, factor * Byte.toUnsignedInt(original[i])), within(1.5));
            }
        }
        assertThat(least).isBetween(0.48, 0.6);
        assertThat(most).isBetween(1.4, 1.52);
    }

    /**
     * A plain loop makes the possible images: each takes out what lies in the image of a square of 2 x 2 around one of
     * 5 x 4 pixels.
     */
    @Test
    void squaresAreTakenOutEverywhereAlike() {
        DecodedShard shard = shard(1);
        Augmentation augmentation = new Augmentation(0, false, 0, 2, PAD, 9);
        byte[] original = image(0);
        Set<String> possible = new HashSet<>();
        for (int centreY = 0; centreY < SHAPE.height(); centreY++) {
            for (int centreX = 0; centreX < SHAPE.width(); centreX++) {
                byte[] expected = original.clone();
                for (int i = 0; i < expected.length; i++) {
                    int y = i / 3 / SHAPE.width();
                    int x = i / 3 % SHAPE.width();
                    boolean isIn = (y == centreY || y == centreY - 1) && (x == centreX || x == centreX - 1);
                    expected[i] = isIn ? PAD.get(i % 3).byteValue() : expected[i];
                }
                possible.add(Arrays.toString(expected));
            }
        }
        Set<String> seen = new HashSet<>();
        for (int epoch = 0; epoch < 500; epoch++) {
            seen.add(Arrays.toString(augmented(augmentation, shard, 0, epoch)));
        }
        assertThat(seen).isEqualTo(possible).hasSize(20);
    }

    /** Settings with a square make the same other choices as settings without one. */
    @Test
    void otherChoicesDoNotDependOnTheSquare() {
        DecodedShard shard = shard(1);
        byte[] whole = augmented(new Augmentation(2, true, 0.5, 0, PAD, 9), shard, 0, 3);
        byte[] erased = augmented(new Augmentation(2, true, 0.5, 1, PAD, 9), shard, 0, 3);
        int differing = 0;
        for (int i = 0; i < whole.length; i++) {
            differing += whole[i] == erased[i] ? 0 : 1;
        }
        assertThat(differing).isBetween(0, 3);
    }

    @Test
    void brightnessLeavesThePaddingAndStopsAtWhite() {
        DecodedShard shard = shard(1);
        Augmentation augmentation = new Augmentation(9, false, 0.99, 0, PAD, 9);
        byte[] padOnly = reference(0, 9, 9, false);
        Set<String> seen = new HashSet<>();
        for (int epoch = 0; epoch < 200; epoch++) {
            seen.add(Arrays.toString(augmented(augmentation, shard, 0, epoch)));
        }

        assertThat(seen).contains(Arrays.toString(padOnly));
    }

    @Test
    void paddingWiderThanTheImageCanLeaveNothingOfIt() {
        DecodedShard shard = shard(1);
        Augmentation augmentation = new Augmentation(9, false, 0, 0, PAD, 9);
        byte[] padOnly = reference(0, 9, 9, false);
        Set<String> seen = new HashSet<>();
        for (int epoch = 0; epoch < 200; epoch++) {
            seen.add(Arrays.toString(augmented(augmentation, shard, 0, epoch)));
        }

        assertThat(seen).contains(Arrays.toString(padOnly));
    }

    @Test
    void dependsOnTheRecordNotOnItsRow() {
        Augmentation augmentation = new Augmentation(2, true, 0, 0, PAD, 9);
        DecodedShard both = shard(2);
        DecodedShard second = shardOf(List.of(1));

        for (int epoch = 0; epoch < 10; epoch++) {
            assertThat(augmented(augmentation, second, 0, epoch)).isEqualTo(augmented(augmentation, both, 1, epoch));
        }
    }

    @Test
    void refusesPadValuesThatAreNoCodes() {
        assertThatThrownBy(() -> new Augmentation(4, true, 0, 0, List.of(0, 256, 0), 1))
                .hasMessage("Invalid pad value: 256 (must be 0..255)");
        assertThatThrownBy(() -> new Augmentation(4, true, 1, 0, PAD, 1))
                .hasMessage("Invalid brightness: 1.0 (must be 0 or more and below 1)");
        assertThatThrownBy(() -> new Augmentation(-1, true, 0, 0, PAD, 1))
                .hasMessage("Invalid padding: -1 (must be at least 0)");
    }

    @Test
    void aBatchIsReadIntoADirectBufferInItsOrder() throws IOException {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 4, 3);
        BatchReader reader = new BatchReader(dataset, Split.TRAIN, new Configuration(), new ShardCache(1 << 20));
        Minibatch batch = new Minibatch(new int[] {1, 0, 1}, new int[] {2, 3, 0});
        ByteBuffer pixels = ByteBuffer.allocateDirect(3 * DatasetFixture.IMAGE.size());
        int[] labels = new int[3];
        reader.read(batch, 0, Augmentation.none(), pixels, labels);

        assertThat(labels).containsExactly(2, 0, 0);
        assertThat(pixels.flip())
                .isEqualTo(ByteBuffer.allocate(3 * DatasetFixture.IMAGE.size())
                        .put(DatasetFixture.records(3, 1).get(2).image())
                        .put(DatasetFixture.records(4, 0).get(3).image())
                        .put(DatasetFixture.records(3, 1).get(0).image())
                        .flip());
    }

    private static byte[] augmented(Augmentation augmentation, DecodedShard shard, int row, int epoch) {
        ByteBuffer target = ByteBuffer.allocateDirect(SHAPE.size());
        augmentation.apply(shard, row, epoch, target);
        byte[] result = new byte[SHAPE.size()];
        target.flip().get(result);
        return result;
    }

    private static double brightest(byte[] pixels) {
        int brightest = 0;
        for (byte pixel : pixels) {
            brightest = Math.max(brightest, Byte.toUnsignedInt(pixel));
        }
        return brightest;
    }

    /** The augmented image, computed pixel by pixel by the formula of {@link Augmentation}. */
    private static byte[] reference(int record, int dy, int dx, boolean mirrored) {
        byte[] input = image(record);
        byte[] output = new byte[SHAPE.size()];
        for (int y = 0; y < SHAPE.height(); y++) {
            for (int x = 0; x < SHAPE.width(); x++) {
                int fromY = y + dy;
                int fromX = (mirrored ? SHAPE.width() - 1 - x : x) + dx;
                boolean inside = fromY >= 0 && fromY < SHAPE.height() && fromX >= 0 && fromX < SHAPE.width();
                for (int channel = 0; channel < 3; channel++) {
                    output[(y * SHAPE.width() + x) * 3 + channel] = inside
                            ? input[(fromY * SHAPE.width() + fromX) * 3 + channel]
                            : PAD.get(channel).byteValue();
                }
            }
        }
        return output;
    }

    private static byte[] image(int record) {
        byte[] image = new byte[SHAPE.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (i + 61 * record);
        }
        return image;
    }

    private static DecodedShard shard(int records) {
        return shardOf(java.util.stream.IntStream.range(0, records).boxed().toList());
    }

    private static DecodedShard shardOf(List<Integer> records) {
        DecodedShard.Builder builder = new DecodedShard.Builder(SHAPE, records.size());
        for (int record : records) {
            builder.id(ByteBuffer.wrap(("id" + record).getBytes(StandardCharsets.UTF_8)));
            builder.pixels(ByteBuffer.wrap(image(record)));
            builder.endRow();
        }
        return builder.build();
    }
}
