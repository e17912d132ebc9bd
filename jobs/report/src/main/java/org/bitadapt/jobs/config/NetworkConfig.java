package org.bitadapt.jobs.config;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.WeightPrecision;

/**
 * The network that is trained; its classes are the data set's.
 *
 * @param name the name of a known network, or the path of a {@code .json} file
 * @param precision the precision of weights and feature maps; {@code own} for a file only
 * @param edgePrecision the precision of the weights of the first and the last layer of a binary network: {@code int8}
 *     or {@code binary}
 * @param widths the bit widths of a binary network
 */
public record NetworkConfig(String name, Precision precision, WeightPrecision edgePrecision, WidthsConfig widths)
        implements Serializable {

    /** The precision of a network. */
    public enum Precision {
        /** 1-bit weights and 8-bit feature maps. */
        BINARY,
        /** 32-bit floating point throughout: the baseline. */
        FLOAT32,
        /** Every layer, and the widths, as the network's file says. */
        OWN;

        /**
         * Refuses the precisions of a file for a network that is none.
         *
         * @param name the name of a network, or the path of a file
         * @throws IllegalArgumentException if this precision is a file's and the name is not
         */
        void requireFileOf(String name) {
            if (this == OWN && !Networks.isFile(name)) {
                throw new IllegalArgumentException(
                        "Invalid precision: own (must be " + OF_KNOWN + ", as " + name + ")");
            }
        }
    }

    private static final String OF_KNOWN = "binary or float32 for a network that is not the path of a .json file";

    public NetworkConfig {
        new Rules()
                .present("name", name)
                .check(
                        edgePrecision == WeightPrecision.INT8 || edgePrecision == WeightPrecision.BINARY,
                        "edge-precision",
                        edgePrecision.name().toLowerCase(Locale.ROOT),
                        "one of int8, binary")
                .check(
                        precision != Precision.OWN || Networks.isFile(name),
                        "precision",
                        "own",
                        OF_KNOWN + ", as " + name)
                .check(
                        precision != Precision.OWN || widths.areOfOne(),
                        "precision",
                        "own",
                        "binary with network.widths; own takes the widths of the file")
                .enforce();
    }

    /**
     * The precision of every layer at the widest width; the edges of a float32 network are float32.
     *
     * @throws IllegalStateException if every layer has its own
     */
    public PrecisionPolicy policy() {
        if (precision == Precision.OWN) {
            throw new IllegalStateException("Every layer has the precision that its file says");
        }
        return precision == Precision.FLOAT32
                ? PrecisionPolicy.FLOAT32
                : PrecisionPolicy.BINARY.withEnds(edgePrecision).withWidth(widths.widest());
    }

    /** A network with the precisions and widths of these settings. */
    public NetworkSpec applyTo(NetworkSpec network) {
        if (precision == Precision.OWN) {
            return network;
        }
        boolean several = precision == Precision.BINARY && widths.all().size() > 1;
        return policy().apply(network).withWidths(several ? widths.all() : List.of());
    }
}
