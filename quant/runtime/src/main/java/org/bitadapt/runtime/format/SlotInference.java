package org.bitadapt.runtime.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Derives each operation's slot from the slots before it, and refuses operations that do not fit together. */
final class SlotInference {
    private final List<Slot> slots = new ArrayList<>();
    private final List<Boolean> read = new ArrayList<>();

    /** The slots so far, in order. */
    List<Slot> slots() {
        return Collections.unmodifiableList(slots);
    }

    /** Adds the next operation and returns the number of its slot. */
    int add(Operation operation) {
        Limits.require("number of operations", slots.size() + 1L, 1, Limits.MAX_OPERATIONS);
        if ((operation instanceof Operation.Input) != slots.isEmpty()) {
            throw new IllegalArgumentException("Invalid place of the input: operation " + slots.size()
                    + " (must be operation 0, and no other may be an input)");
        }
        operation.inputs().forEach(slot -> Limits.require("slot", slot, 0, slots.size() - 1L));
        Slot slot = infer(operation);
        operation.inputs().forEach(input -> read.set(input, true));
        slots.add(slot);
        read.add(false);
        return slots.size() - 1;
    }

    /** Checks the rules that hold once all operations are there. */
    void finish() {
        if (slots.size() < 2) {
            throw new IllegalArgumentException(
                    "Invalid number of operations: " + slots.size() + " (must be an input and at least one more)");
        }
        int last = slots.size() - 1;
        Slot logits = slots.get(last);
        if (logits.type() != ElementType.F32 || logits.shape().pixels() != 1) {
            throw new IllegalArgumentException("Invalid last slot: " + logits.type() + " " + logits.shape()
                    + " (must be the logits: F32, classes x 1 x 1)");
        }
        int unread = read.subList(0, last).indexOf(false);
        if (unread >= 0) {
            throw new IllegalArgumentException("Invalid slot: " + unread + " is never read (must be read)");
        }
    }

    private Slot infer(Operation operation) {
        if (operation instanceof Operation.Input input) {
            return new Slot(input.shape(), ElementType.U8);
        }
        if (operation instanceof Convolution convolution) {
            return convolution(convolution);
        }
        if (operation instanceof Operation.MaxPool pool) {
            SlotShape in = codes(pool.input());
            return new Slot(
                    new SlotShape(
                            in.channels(),
                            windows("height", in.height(), pool.kernel(), pool.stride(), pool.padding()),
                            windows("width", in.width(), pool.kernel(), pool.stride(), pool.padding())),
                    ElementType.U8);
        }
        Operation.GlobalSum sum = (Operation.GlobalSum) operation;
        SlotShape in = codes(sum.input());
        Limits.require("pixels of a global sum", in.pixels(), 1, Integer.MAX_VALUE / 255);
        return new Slot(new SlotShape(in.channels(), 1, 1), ElementType.I32);
    }

    private Slot convolution(Convolution convolution) {
        Slot in = slots.get(convolution.input());
        boolean sums = in.type() == ElementType.I32;
        if (in.type() == ElementType.F32) {
            throw new IllegalArgumentException(
                    "Invalid input of a convolution: slot " + convolution.input() + " is F32 (must be U8 or I32)");
        }
        if (sums && convolution.padding() != 0) {
            throw new IllegalArgumentException("Invalid padding over sums: " + convolution.padding() + " (must be 0)");
        }
        SlotShape shape = new SlotShape(
                convolution.outputChannels(),
                windows(
                        "height",
                        in.shape().height(),
                        convolution.kernelHeight(),
                        convolution.stride(),
                        convolution.padding()),
                windows(
                        "width",
                        in.shape().width(),
                        convolution.kernelWidth(),
                        convolution.stride(),
                        convolution.padding()));
        convolution.residual().ifPresent(slot -> requireResidual(convolution, slot, shape));
        return new Slot(shape, convolution.outputType());
    }

    private void requireResidual(Convolution convolution, int number, SlotShape shape) {
        Slot residual = slots.get(number);
        boolean typed = residual.type() == ElementType.F32 || (residual.type() == ElementType.U8 && number != 0);
        if (!typed || !residual.shape().equals(shape)) {
            throw new IllegalArgumentException("Invalid residual: slot " + number + " is " + residual.type() + " "
                    + residual.shape() + " (must be U8 or F32 " + shape + " and not the input)");
        }
        if (residual.type() == ElementType.F32 && !Convolution.isPlusZero(convolution.residualScale())) {
            throw new IllegalArgumentException("Invalid residual scale: " + convolution.residualScale()
                    + " (must be +0 because slot " + number + " is F32)");
        }
    }

    private SlotShape codes(int number) {
        if (number == 0 || slots.get(number).type() != ElementType.U8) {
            throw new IllegalArgumentException("Invalid input: slot " + number + " is "
                    + (number == 0 ? "the image" : slots.get(number).type()) + " (must be U8 and not the image)");
        }
        return slots.get(number).shape();
    }

    private static int windows(String side, int size, int kernel, int stride, int padding) {
        int room = size + 2 * padding - kernel;
        if (room < 0) {
            throw new IllegalArgumentException("Invalid kernel: " + kernel + " (must be at most the padded " + side
                    + " " + (size + 2 * padding) + ")");
        }
        return room / stride + 1;
    }
}
