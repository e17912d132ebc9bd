package org.bitadapt.runtime.vector.memory;

import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.Slot;
import org.bitadapt.runtime.format.SlotShape;

/**
 * Where a slot's numbers are: {@code base + channel * stride + pixel * step}, either plane after plane, with a step of 1,
 * or with the channels last, with a stride of 1.
 *
 * <p>Planes of codes have zeros before and after them, enough for a convolution to read its padding there, and room for
 * the last tile; nothing but zeros is ever written there. Maps of one pixel are dense. Slots share an array only if
 * their layouts are equal, also in the number of pixels: a pixel of one slot must not be padding of another.
 *
 * @param type the type of the numbers
 * @param pixels the number of pixels of a channel
 * @param base the index of the first number
 * @param stride the distance of channels
 * @param step the distance of pixels
 * @param size the length of the array
 */
public record MapLayout(ElementType type, int pixels, int base, int stride, int step, int size) {
    /** The layout in planes of a network's slot; fails if an array cannot hold the slot's numbers. */
    public static MapLayout of(PackedNetwork network, int number) {
        return of(network.operations(), network.slots().get(number), number);
    }

    /**
     * The layout in planes of a slot that the given operations read; fails if an array cannot hold the slot's numbers.
     */
    public static MapLayout of(List<? extends Operation> operations, Slot slot, int number) {
        SlotShape shape = slot.shape();
        if (number == 0) {
            return new MapLayout(ElementType.I32, shape.pixels(), 0, shape.pixels(), 1, shape.elements());
        }
        if (shape.pixels() == 1) {
            return new MapLayout(slot.type(), 1, 0, 1, 1, shape.channels() + Lanes.TILE);
        }
        int tiled = Lanes.roundUp(shape.pixels(), Lanes.TILE);
        if (slot.type() == ElementType.F32) {
            return new MapLayout(slot.type(), shape.pixels(), 0, tiled, 1, Math.multiplyExact(tiled, shape.channels()));
        }
        int margin = margin(operations, number, shape);
        int stride = Math.max(shape.pixels() + margin, tiled);
        int end = 2 * margin + widestReach(operations, number) + Lanes.TILE;
        int size = Math.addExact(Math.multiplyExact(stride, shape.channels()), end);
        return new MapLayout(slot.type(), shape.pixels(), margin, stride, 1, size);
    }

    /**
     * The layout of a slot with the channels last, in whole vectors filled up with channels of zeros. The image and
     * sums are laid out in planes all the same.
     */
    public static MapLayout channelsLast(PackedNetwork network, int number) {
        Slot slot = network.slots().get(number);
        if (number == 0 || slot.type() == ElementType.I32) {
            return of(network, number);
        }
        int step = Lanes.roundUp(slot.shape().channels(), Wide.BLOCK);
        int pixels = slot.shape().pixels();
        int size = Math.addExact(Math.multiplyExact(step, pixels), Wide.VECTOR);
        return new MapLayout(slot.type(), pixels, 0, 1, step, size);
    }

    /** The index of a channel of the first pixel. */
    public int plane(int channel) {
        return base + channel * stride;
    }

    /** How many pixels behind the last pixel of a row kernels read that start at that pixel. */
    private static int widestReach(List<? extends Operation> operations, int number) {
        return readers(operations, number)
                .mapToInt(convolution -> convolution.kernelWidth() - 1)
                .max()
                .orElse(0);
    }

    private static int margin(List<? extends Operation> operations, int number, SlotShape shape) {
        return readers(operations, number)
                .mapToInt(convolution -> convolution.padding() * (shape.width() + 1))
                .max()
                .orElse(0);
    }

    private static Stream<Convolution> readers(List<? extends Operation> operations, int number) {
        return operations.stream()
                .filter(Convolution.class::isInstance)
                .map(Convolution.class::cast)
                .filter(convolution -> convolution.input() == number);
    }
}
