package org.bitadapt.jobs.config;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.WeightPrecision;

/**
 * The network that is trained; its classes are the data set's.
 *
 * @param name the name of a known network, or the path of a {@code .json} file
 * @param precision the precision of weights and feature maps
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
        FLOAT32
    }

    public NetworkConfig {
        new Rules()
                .present("name", name)
                .check(
                        edgePrecision == WeightPrecision.INT8 || edgePrecision == WeightPrecision.BINARY,
                        "edge-precision",
                        edgePrecision.name().toLowerCase(Locale.ROOT),
                        "one of int8, binary")
                .enforce();
    }

    /** The precision of every layer at the widest width; the edges of a float32 network are float32. */
    public PrecisionPolicy policy() {
        return precision == Precision.FLOAT32
                ? PrecisionPolicy.FLOAT32
                : PrecisionPolicy.BINARY.withEnds(edgePrecision).withWidth(widths.widest());
    }

    /** A network with the precisions and widths of these settings. */
    public NetworkSpec applyTo(NetworkSpec network) {
        boolean several = precision == Precision.BINARY && widths.all().size() > 1;
        return policy().apply(network).withWidths(several ? widths.all() : List.of());
    }
}
