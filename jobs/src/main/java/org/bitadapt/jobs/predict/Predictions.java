package org.bitadapt.jobs.predict;

import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;

/**
 * What a prediction wrote.
 *
 * @param records images
 * @param engine packed or graph
 * @param output the table's folder
 */
record Predictions(long records, String engine, String output) implements Outcome {

    @Override
    public String describe() {
        return String.format(Locale.ROOT, "%,d predictions (%s) in %s", records, engine, output);
    }
}
