package org.bitadapt.jobs.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Default values of params. */
final class Defaults {

    private Defaults() {}

    /** Sets the defaults of the columns that the estimator and its model share. */
    static void ofColumns(PredictionParams<?> params) {
        set(params, params.imageCol(), "image");
        set(params, params.binaryFormat(), ColumnRules.ENCODED);
        set(params, params.resize(), false);
        set(params, params.imageFit(), org.bitadapt.runtime.image.Fit.CROP.word());
        set(params, params.handleInvalid(), ColumnRules.ERROR);
        set(params, params.reasonCol(), "invalidReason");
        set(params, params.predictionCol(), "prediction");
        set(params, params.probabilityCol(), "probability");
        set(params, params.rawPredictionCol(), "rawPrediction");
    }

    /** Sets the default of a param whose type of values the compiler does not know. */
    @SuppressWarnings("unchecked") // the value was made for the param
    static void set(Params params, Param<?> param, Object value) {
        params.setDefault((Param<Object>) param, value);
    }
}
