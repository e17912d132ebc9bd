package org.bitadapt.jobs.run;

import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a training may go on for more epochs than it was asked for. It may if it stands where a training that
 * was asked for more epochs would stand; it does not stand there if a setting was spread over all epochs.
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

    /** The setting, in words, that a run has spread over its epochs; empty if there is none. */
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
