package org.bitadapt.jobs.run;

import java.util.Map;
import java.util.Optional;

/**
 * Whether a training may go on for more epochs than it was asked for: if it has come where one of so many epochs would be. It has
 * not where something was spread over all epochs.
 */
final class MoreEpochs {

    /** The setting that may rise. */
    static final String KEY = "train.epochs";

    private MoreEpochs() {}

    /** Whether the number of epochs rose. */
    static boolean isWanted(Map<String, String> before, Map<String, String> now) {
        return epochs(now) > epochs(before);
    }

    private static int epochs(Map<String, String> settings) {
        try {
            return Integer.parseInt(settings.getOrDefault(KEY, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What a run's settings spread over its epochs, in words; empty if nothing. */
    static Optional<String> obstacle(Map<String, String> settings) {
        if (settings.getOrDefault("train.schedule.type", "").equalsIgnoreCase("cosine")) {
            return Optional.of("its learning rate falls to 0 along a cosine over its " + settings.get(KEY) + " epochs");
        }
        boolean hasSigns = settings.getOrDefault("network.precision", "").equalsIgnoreCase("binary");
        boolean grows = settings.getOrDefault("train.hysteresis.growth", "").equalsIgnoreCase("linear");
        if (hasSigns && grows && !isZero(settings.getOrDefault("train.hysteresis.threshold", "0"))) {
            return Optional.of("its hysteresis threshold grows over its " + settings.get(KEY) + " epochs");
        }
        return Optional.empty();
    }

    private static boolean isZero(String number) {
        try {
            return Double.parseDouble(number) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
