package org.bitadapt.jobs.ml;

import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.WeightPrecision;

/**
 * The params that say which network the estimator trains, at which precision and bit widths.
 *
 * @param <S> the stage itself, which setters return
 */
public interface NetworkParams<S extends NetworkParams<S>> extends PredictionParams<S> {

    /** The name of a network that {@code bitadapt inspect} knows, or the path of a {@code .json} file on the driver. */
    default Param<String> networkName() {
        return new Param<>(this, "networkName", "name of a network, such as resnet20, or the path of a .json file");
    }

    /**
     * The precision: {@code binary} is 1-bit weights and 8-bit feature maps, {@code float32} the baseline, not packed, {@code own}
     * what the network's file says.
     */
    default Param<String> precision() {
        return new Param<>(this, "precision", "binary, float32 or own", ParamValidators.inArray(new String[] {
            "binary", "float32", "own"
        }));
    }

    /**
     * The bits of weights at which a {@code binary} network runs, ascending, each 1 to 7. With several, the model scores at
     * each of them as its {@code weightBits} says.
     */
    default IntArrayParam networkWeightBits() {
        return new IntArrayParam(
                this,
                "networkWeightBits",
                "bits of weights at which the network runs, ascending, each 1 to 7",
                ColumnRules.isAscending(WeightPrecision.MOST_PLANES));
    }

    /** The bits of feature maps at which a {@code binary} network runs, ascending, each 1 to 8. */
    default IntArrayParam networkMapBits() {
        return new IntArrayParam(
                this,
                "networkMapBits",
                "bits of feature maps at which the network runs, ascending, each 1 to 8",
                ColumnRules.isAscending(MapPrecision.MOST_BITS));
    }

    /** See {@link #networkName}. */
    default String getNetworkName() {
        return getOrDefault(networkName());
    }

    /** See {@link #networkName}. */
    default S setNetworkName(String name) {
        return with(networkName(), name);
    }

    /** See {@link #precision}. */
    default String getPrecision() {
        return getOrDefault(precision());
    }

    /** See {@link #precision}. */
    default S setPrecision(String name) {
        return with(precision(), name);
    }

    /** See {@link #networkWeightBits}. */
    default int[] getNetworkWeightBits() {
        return getOrDefault(networkWeightBits());
    }

    /** See {@link #networkWeightBits}. */
    default S setNetworkWeightBits(int[] bits) {
        return with(networkWeightBits(), bits.clone());
    }

    /** See {@link #networkMapBits}. */
    default int[] getNetworkMapBits() {
        return getOrDefault(networkMapBits());
    }

    /** See {@link #networkMapBits}. */
    default S setNetworkMapBits(int[] bits) {
        return with(networkMapBits(), bits.clone());
    }
}
