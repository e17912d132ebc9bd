package org.bitadapt.quant.onnx.reading;

import java.util.List;
import org.bitadapt.common.network.Shape;

/**
 * The window of a convolution or pool, as networks have it: square, with one stride and one number of zeros on all sides.
 *
 * @param height the rows of the output
 * @param width the columns of the output
 */
record WindowRule(int kernel, int stride, int padding, int height, int width) {

    private static final int LARGEST = 1 << 16;

    /**
     * The window of a node. ONNX pads every side by itself. Zeros below and to the right may differ from those above and to
     * the left where the output is as large either way: the window reads none of the others, or zeros as well.
     *
     * @param in the shape of the input
     * @throws UnsupportedNodeException if networks have no such window
     */
    static WindowRule of(Operation operation, Shape in, int kernelHeight, int kernelWidth) {
        int kernel = same("kernel", List.of((long) kernelHeight, (long) kernelWidth));
        int stride = same("strides", operation.numbers("strides"));
        if (same("dilations", operation.numbers("dilations")) != 1) {
            throw new UnsupportedNodeException("has dilations " + operation.numbers("dilations") + " (must be 1)", "");
        }
        boolean up = operation.number("ceil_mode", 0) != 0;
        int[] rows = padding(operation, 0, in.height(), kernel, stride);
        int[] columns = padding(operation, 1, in.width(), kernel, stride);
        WindowRule rule = new WindowRule(
                kernel,
                stride,
                rows[0],
                outputs(in.height(), rows, kernel, stride, up),
                outputs(in.width(), columns, kernel, stride, up));
        int[] all = {rows[0], rows[0]};
        if (columns[0] != rows[0]
                || rule.height != outputs(in.height(), all, kernel, stride, false)
                || rule.width != outputs(in.width(), all, kernel, stride, false)) {
            throw new UnsupportedNodeException(
                    "pads " + rows[0] + " above, " + columns[0] + " left, " + rows[1] + " below and " + columns[1]
                            + " right" + (up ? ", with ceil_mode" : "") + " of " + in.height() + "x" + in.width()
                            + " pixels (must be the same on all sides)",
                    "take images of another size, or a network that pads symmetrically");
        }
        return rule;
    }

    /** The shape of the output. */
    Shape output(int channels) {
        return new Shape(channels, height, width);
    }

    private static int same(String what, List<Long> numbers) {
        if (numbers.isEmpty()) {
            return 1;
        }
        if (numbers.size() != 2 || !numbers.get(0).equals(numbers.get(1))) {
            throw new UnsupportedNodeException("has " + what + " " + numbers + " (must be two equal numbers)", "");
        }
        return limited(what, numbers.get(0), 1);
    }

    private static int limited(String what, long number, int least) {
        if (number < least || number > LARGEST) {
            throw new UnsupportedNodeException(
                    "has " + what + " " + number + " (must be " + least + " to " + LARGEST + ")", "");
        }
        return (int) number;
    }

    /** The zeros before and behind an axis, 0 for rows and 1 for columns. */
    private static int[] padding(Operation operation, int axis, int size, int kernel, int stride) {
        String automatic = operation.text("auto_pad", "NOTSET");
        int total = (int) Math.max(((size + stride - 1L) / stride - 1) * stride + kernel - size, 0);
        return switch (automatic) {
            case "SAME_UPPER" -> new int[] {total / 2, total - total / 2};
            case "SAME_LOWER" -> new int[] {total - total / 2, total / 2};
            case "VALID" -> new int[] {0, 0};
            case "NOTSET", "" -> stated(operation, axis);
            default -> throw new UnsupportedNodeException("has auto_pad " + automatic, "");
        };
    }

    private static int[] stated(Operation operation, int axis) {
        List<Long> pads = operation.numbers("pads");
        if (pads.isEmpty()) {
            return new int[] {0, 0};
        }
        if (pads.size() != 2 * 2) {
            throw new UnsupportedNodeException("has pads " + pads + " (must be four)", "");
        }
        return new int[] {limited("pads", pads.get(axis), 0), limited("pads", pads.get(axis + 2), 0)};
    }

    private static int outputs(int size, int[] padding, int kernel, int stride, boolean up) {
        long room = (long) size + padding[0] + padding[1] - kernel;
        if (room < 0) {
            throw new UnsupportedNodeException(
                    "has a window of " + kernel + " pixels over a map of " + size + " (must fit)", "");
        }
        return (int) ((room + (up ? stride - 1 : 0)) / stride + 1);
    }
}
