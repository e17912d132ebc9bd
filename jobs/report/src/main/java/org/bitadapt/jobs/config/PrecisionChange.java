package org.bitadapt.jobs.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.WeightPrecision;

/** Tells where settings give the layers of a network's file another precision than the file does. */
public final class PrecisionChange {

    private PrecisionChange() {}

    /**
     * A line for people about the quantized layers and the widths of a file that are not kept.
     *
     * @param file the network as its file says
     * @param applied the same network as it is used
     * @param remedy what keeps the precisions of the file, such as {@code network.precision=own}
     * @return empty if all quantized layers and the widths are kept
     */
    public static Optional<String> of(NetworkSpec file, NetworkSpec applied, String remedy) {
        List<Node> before = file.nodes();
        List<Node> after = applied.nodes();
        long layers = IntStream.range(0, before.size())
                .filter(i -> quantized(before.get(i).layer()))
                .filter(i -> !before.get(i).layer().equals(after.get(i).layer()))
                .count();
        boolean widths = !file.widths().isEmpty() && !file.widths().equals(applied.widths());
        if (layers == 0 && !widths) {
            return Optional.empty();
        }
        String what = layers == 1 ? "1 quantized layer" : layers + " quantized layers";
        return Optional.of("The file of " + file.name() + " has another precision for "
                + (layers == 0 ? "its widths" : widths ? what + " and other widths" : what) + ", which " + remedy
                + " keeps.");
    }

    private static boolean quantized(LayerSpec layer) {
        if (layer instanceof LayerSpec.Weighted weighted) {
            return weighted.weights() != WeightPrecision.FLOAT32;
        }
        return layer instanceof LayerSpec.Activation activation
                && activation.map().quantized();
    }
}
