package org.bitadapt.jobs.export;

import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;

/**
 * The file that an export made.
 *
 * @param model the path of the file
 * @param bytes the length of the file
 * @param float32Bytes the bytes that a float32 framework would save
 * @param ratio the float32 bytes divided by the bytes
 * @param records the number of images on which the packed model was compared with the training graph; null if it was
 *     not compared
 * @param agreement the share of these images that packed model and training graph give the same class; null if it was
 *     not measured
 */
public record ExportOutcome(String model, long bytes, long float32Bytes, double ratio, Long records, Double agreement)
        implements Outcome {

    static ExportOutcome of(String model, long bytes, long float32Bytes, Agreement agreement) {
        return new ExportOutcome(
                model,
                bytes,
                float32Bytes,
                (double) float32Bytes / bytes,
                agreement == null ? null : agreement.records(),
                agreement == null ? null : agreement.share());
    }

    @Override
    public String describe() {
        String size = String.format(
                Locale.ROOT, "%s: %,d bytes, 1/%.1f of float32 (%,d bytes)", model, bytes, ratio, float32Bytes);
        return agreement == null
                ? size
                : size
                        + String.format(
                                Locale.ROOT,
                                "%nSame class as the training graph on %.3f %% of %,d test images",
                                100 * agreement,
                                records);
    }
}
