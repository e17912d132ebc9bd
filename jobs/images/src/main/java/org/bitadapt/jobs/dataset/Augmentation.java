package org.bitadapt.jobs.dataset;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.bitadapt.common.network.Shape;

/**
 * Random crops of the padded image, horizontal flips, brightness and a square that is taken out, on 8-bit pixels.
 *
 * <p>Output pixel {@code (y, x)} is input pixel {@code (y + dy, x + dx)}, or {@code (y + dy, width - 1 - x + dx)} if
 * flipped, with {@code dy, dx} uniform in {@code -padding..padding}. The pixel is multiplied by a factor uniform in
 * {@code 1 - brightness .. 1 + brightness}, rounded, and is at most 255. Outside the input the output is {@code
 * padValues}, and so it is in a square of {@code erase} x {@code erase} pixels, whose centre is uniform over the image
 * and which may reach beyond the image. The choices depend on the seed, the epoch and the record's id only, never on
 * workers, order or retries.
 *
 * @param padding the number of pixels on every side, 0 for no crop; 4 is the usual value for 32 x 32 images
 * @param flip whether half of the images, at random, are mirrored left to right
 * @param brightness the most by which the factor differs from 1; 0 for no change, below 1
 * @param erase the side of the square in pixels; 0 for no square, 16 is the usual value for 32 x 32 images
 * @param padValues one code 0..255 per channel: the code that stands for 0 in the network's input
 * @param seed the seed of all choices
 * @see <a href="https://arxiv.org/abs/1512.03385">Deep residual learning, section 4.2</a>
 * @see <a href="https://arxiv.org/abs/1708.04552">Cutout, section 3.2</a>
 */
public record Augmentation(int padding, boolean flip, double brightness, int erase, List<Integer> padValues, long seed)
        implements Serializable {

    public Augmentation {
        padValues = List.copyOf(padValues);
        if (padding < 0) {
            throw new IllegalArgumentException("Invalid padding: " + padding + " (must be at least 0)");
        }
        if (!(brightness >= 0 && brightness < 1)) {
            throw new IllegalArgumentException(
                    "Invalid brightness: " + brightness + " (must be 0 or more and below 1)");
        }
        if (erase < 0) {
            throw new IllegalArgumentException("Invalid side to erase: " + erase + " (must be at least 0)");
        }
        for (int value : padValues) {
            if (value < 0 || value > 255) {
                throw new IllegalArgumentException("Invalid pad value: " + value + " (must be 0..255)");
            }
        }
    }

    /** Leaves images as they are. */
    public static Augmentation none() {
        return new Augmentation(0, false, 0, 0, List.of(), 0);
    }

    /**
     * Puts a record's augmented image at the target's position, which advances by the image's size.
     *
     * @param shard the shard that holds the record; padding needs one pad value for each of its channels
     * @param row the record's row in the shard
     * @param epoch the number of the epoch, which changes the choices
     * @param target the output, {@code [y][x][channel]}
     */
    public void apply(DecodedShard shard, int row, int epoch, ByteBuffer target) {
        if (padding == 0 && !flip && brightness == 0 && erase == 0) {
            shard.copyImage(row, target);
            return;
        }
        SplittableRandom random = new SplittableRandom(RecordHash.combine(seed, epoch, shard.key(row)));
        int dy = random.nextInt(2 * padding + 1) - padding;
        int dx = random.nextInt(2 * padding + 1) - padding;
        boolean mirrored = flip && random.nextInt(2) == 1;
        double factor = brightness == 0 ? 1 : 1 + brightness * (2 * random.nextDouble() - 1);
        int start = target.position();
        new Crop(shard, row, dy, dx, mirrored, factor).writeTo(target);
        if (erase > 0) {
            erase(shard.image(), random, target, start);
        }
    }

    /** Gives the pixels of a square the values of the border. */
    private void erase(Shape shape, SplittableRandom random, ByteBuffer target, int start) {
        int top = random.nextInt(shape.height()) - erase / 2;
        int left = random.nextInt(shape.width()) - erase / 2;
        for (int y = Math.max(0, top); y < Math.min(shape.height(), top + erase); y++) {
            for (int x = Math.max(0, left); x < Math.min(shape.width(), left + erase); x++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    int position = start + (y * shape.width() + x) * shape.channels() + channel;
                    target.put(position, padValues.get(channel).byteValue());
                }
            }
        }
    }

    /** One image, shifted, possibly mirrored, brighter or darker. */
    private final class Crop {
        private final Shape shape;
        private final byte[] pixels;
        private final int offset;
        private final int dy;
        private final int dx;
        private final boolean mirrored;
        private final double factor;
        private final byte[] line;

        Crop(DecodedShard shard, int row, int dy, int dx, boolean mirrored, double factor) {
            shape = shard.image();
            pixels = shard.pixels();
            offset = shard.pixelOffset(row);
            this.dy = dy;
            this.dx = dx;
            this.mirrored = mirrored;
            this.factor = factor;
            line = new byte[shape.width() * shape.channels()];
        }

        void writeTo(ByteBuffer target) {
            for (int y = 0; y < shape.height(); y++) {
                shift(y + dy);
                if (mirrored) {
                    mirror();
                }
                target.put(line);
            }
        }

        /** Fills the line with input row {@code y}, shifted. */
        private void shift(int y) {
            boolean inside = y >= 0 && y < shape.height();
            int from = inside ? Math.min(Math.max(0, -dx), shape.width()) : shape.width();
            int to = inside ? Math.max(from, Math.min(shape.width(), shape.width() - dx)) : shape.width();
            pad(0, from);
            if (to > from) {
                int source = offset + (y * shape.width() + from + dx) * shape.channels();
                System.arraycopy(pixels, source, line, from * shape.channels(), (to - from) * shape.channels());
                if (factor != 1) {
                    brighten(from * shape.channels(), to * shape.channels());
                }
            }
            pad(to, shape.width());
        }

        private void pad(int from, int to) {
            for (int x = from; x < to; x++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    line[x * shape.channels() + channel] =
                            padValues.get(channel).byteValue();
                }
            }
        }

        private void brighten(int from, int to) {
            for (int i = from; i < to; i++) {
                line[i] = (byte) Math.min(255, Math.round(factor * Byte.toUnsignedInt(line[i])));
            }
        }

        private void mirror() {
            int channels = shape.channels();
            for (int left = 0, right = shape.width() - 1; left < right; left++, right--) {
                for (int channel = 0; channel < channels; channel++) {
                    byte value = line[left * channels + channel];
                    line[left * channels + channel] = line[right * channels + channel];
                    line[right * channels + channel] = value;
                }
            }
        }
    }
}
