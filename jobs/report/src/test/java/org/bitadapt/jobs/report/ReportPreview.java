package org.bitadapt.jobs.report;

import java.io.IOException;
import java.nio.file.Path;
import org.bitadapt.jobs.picture.RunReport;

/** Writes sample reports to look at: {@code ReportPreview FOLDER}. */
final class ReportPreview {

    private ReportPreview() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        ReportWriter.write(new SampleRun(120, 10, 1).report(), ReportSink.folder(folder.resolve("full")));
        ReportWriter.write(new SampleRun(1, 40, 1).report(), ReportSink.folder(folder.resolve("one-epoch")));
        ReportWriter.write(new SampleRun(3, 150, 1).report(), ReportSink.folder(folder.resolve("many-classes")));
        SampleRun several = new SampleRun(12, 10, 1);
        RunReport widths = RunReport.titled("ResNet-20 at several bit widths")
                .epochs(several.epochMetrics())
                .evaluation(several.evaluation())
                .widths(several.widths())
                .build();
        ReportWriter.write(widths, ReportSink.folder(folder.resolve("widths")));
        ReportWriter.write(RunReport.titled("An empty run").build(), ReportSink.folder(folder.resolve("empty")));
    }
}
