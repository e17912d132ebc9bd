package org.bitadapt.jobs.runs;

import java.util.List;
import org.bitadapt.jobs.command.Outcome;

/**
 * The places where a report was written.
 *
 * @param report the path of the page
 * @param pictures the PNG and JPEG files beside the page, in the order of the page
 */
record ReportOutcome(String report, List<String> pictures) implements Outcome {

    @Override
    public String describe() {
        return "Report    " + report + System.lineSeparator() + "Pictures  " + pictures.size() + " files beside it";
    }
}
