package org.bitadapt.jobs.ml;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.bitadapt.jobs.config.Settings;

/** Maps the estimator's params to the settings that they stand for. */
final class TrainingSettings {

    private static final Map<String, String> DEFAULTS = Settings.reference().values();

    private TrainingSettings() {}

    private static Map<Param<?>, String> keys(TrainingParams<?> params) {
        Map<Param<?>, String> keys = new LinkedHashMap<>();
        keys.put(params.networkName(), "network.name");
        keys.put(params.precision(), "network.precision");
        keys.put(params.networkWeightBits(), "network.widths.weights");
        keys.put(params.networkMapBits(), "network.widths.maps");
        keys.put(params.epochs(), "train.epochs");
        keys.put(params.batchSize(), "data.batch");
        keys.put(params.learningRate(), "train.learning-rate");
        keys.put(params.workers(), "train.workers");
        keys.put(params.averagingPeriod(), "train.averaging-period");
        keys.put(params.seed(), "train.seed");
        keys.put(params.cropPadding(), "data.augmentation.pad");
        keys.put(params.flip(), "data.augmentation.flip");
        keys.put(params.hysteresisThreshold(), "train.hysteresis.threshold");
        return keys;
    }

    /** The reference value of every param that stands for a setting. */
    static Map<Param<?>, Object> defaults(TrainingParams<?> params) {
        Map<Param<?>, Object> defaults = new LinkedHashMap<>();
        keys(params).forEach((param, key) -> defaults.put(param, parsed(param, DEFAULTS.get(key))));
        return defaults;
    }

    private static Object parsed(Param<?> param, String value) {
        if (param instanceof IntParam) {
            return Integer.valueOf(value);
        } else if (param instanceof LongParam) {
            return Long.valueOf(value);
        } else if (param instanceof DoubleParam) {
            return Double.valueOf(value);
        } else if (param instanceof IntArrayParam) {
            return Arrays.stream(value.replaceAll("[\\[\\] ]", "").split(","))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } else if (param instanceof BooleanParam) {
            return Boolean.valueOf(value);
        }
        return value;
    }

    /**
     * All settings of a training.
     *
     * @throws IllegalArgumentException if a further setting has a param of its own
     */
    static Settings of(TrainingParams<?> params) {
        Settings settings = Settings.reference();
        Map<Param<?>, String> keys = keys(params);
        for (String assignment : params.getSettings()) {
            refuseParam(keys, assignment);
            settings = settings.set(assignment);
        }
        for (Map.Entry<Param<?>, String> key : keys.entrySet()) {
            Object value = params.getOrDefault(key.getKey());
            settings = settings.set(key.getValue() + "=" + (value instanceof int[] all ? Arrays.toString(all) : value));
        }
        return settings;
    }

    private static void refuseParam(Map<Param<?>, String> keys, String assignment) {
        String given = assignment.replaceFirst("=.*", "").strip();
        keys.forEach((param, key) -> {
            if (key.equals(given)) {
                throw new IllegalArgumentException(
                        "Invalid settings: " + assignment + " (must be set by the param " + param.name() + ")");
            }
        });
    }
}
