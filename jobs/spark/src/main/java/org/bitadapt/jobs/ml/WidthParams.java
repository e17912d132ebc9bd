package org.bitadapt.jobs.ml;

import java.util.List;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.network.Width;

/**
 * The params that choose one of the bit widths of a model: the widest with the bits that are set.
 *
 * @param <S> the stage itself, which setters return
 */
public interface WidthParams<S extends WidthParams<S>> extends Params {

    /** The bits of weights at which the model scores, 1 to 7. By default they are the most that the model has. */
    default IntParam weightBits() {
        return new IntParam(
                this,
                "weightBits",
                "bits of weights at which the model scores, 1 to 7; the most without",
                ParamValidators.inRange(1, WeightPrecision.MOST_PLANES));
    }

    /** The bits of feature maps at which the model scores, 1 to 8. By default they are the most that the model has. */
    default IntParam mapBits() {
        return new IntParam(
                this,
                "mapBits",
                "bits of feature maps at which the model scores, 1 to 8; the most without",
                ParamValidators.inRange(1, MapPrecision.MOST_BITS));
    }

    /** See {@link #weightBits}. */
    default int getWeightBits() {
        return (int) getOrDefault(weightBits());
    }

    /** See {@link #weightBits}. */
    default S setWeightBits(int bits) {
        set(weightBits(), bits);
        return stage();
    }

    /** See {@link #mapBits}. */
    default int getMapBits() {
        return (int) getOrDefault(mapBits());
    }

    /** See {@link #mapBits}. */
    default S setMapBits(int bits) {
        set(mapBits(), bits);
        return stage();
    }

    /** Sets {@link #weightBits} and {@link #mapBits}. */
    default S setWidth(int weights, int maps) {
        setWeightBits(weights);
        return setMapBits(maps);
    }

    /** This stage as its own type. */
    @SuppressWarnings("unchecked") // S is the stage's own type
    private S stage() {
        return (S) this;
    }

    /**
     * The widest of a model's widths that has the bits that are set.
     *
     * @param widths the model's widths, ascending
     * @throws IllegalArgumentException if the model has no such width
     */
    static Width chosen(WidthParams<?> params, List<Width> widths) {
        boolean anyWeights = !params.isSet(params.weightBits());
        boolean anyMaps = !params.isSet(params.mapBits());
        return widths.stream()
                .filter(width -> anyWeights || width.weights() == params.getWeightBits())
                .filter(width -> anyMaps || width.maps() == params.getMapBits())
                .reduce((narrower, wider) -> wider)
                .orElseThrow(() -> new IllegalArgumentException("Invalid weightBits and mapBits: "
                        + (anyWeights ? "any" : params.getWeightBits()) + " and "
                        + (anyMaps ? "any" : params.getMapBits()) + " (must be a width of the model, one of " + widths
                        + ")"));
    }
}
