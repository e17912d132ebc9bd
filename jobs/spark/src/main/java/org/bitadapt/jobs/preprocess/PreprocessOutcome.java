package org.bitadapt.jobs.preprocess;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.jobs.dataset.DatasetManifest;
import org.bitadapt.jobs.dataset.Provenance;
import org.bitadapt.jobs.dataset.Split;

/**
 * The data set that preprocess made.
 *
 * @param found the number of all files of a folder source: {@code trainRecords + testRecords + quarantined} and the
 *     files that were left out; 0 for other sources
 * @param trainRecords the number of images of the source's training split: {@code fitRecords + validationRecords}
 * @param fitRecords the number of images in the split {@code train}
 * @param validationRecords the number of images in the split {@code validation}
 * @param testRecords the number of images in the split {@code test}
 * @param quarantined the number of records that were set aside
 * @param leftOut the numbers of labelled objects, or of files of a folder, that are no records, by reason
 * @param defects the numbers of other flaws of the source, by kind
 * @param classes the number of classes
 * @param upToDate whether the data set was there already, made by the same command from the same files
 * @param output the path of the data set
 * @param seconds the seconds that the job took
 */
@JsonPropertyOrder({"trainRecords", "testRecords"})
record PreprocessOutcome(
        long found,
        long trainRecords,
        long fitRecords,
        long validationRecords,
        long testRecords,
        long quarantined,
        Map<String, Long> leftOut,
        Map<String, Long> defects,
        int classes,
        boolean upToDate,
        String output,
        double seconds)
        implements Outcome {

    static PreprocessOutcome of(Preprocessing.Result result, double seconds) {
        DatasetManifest manifest = result.dataset().manifest();
        long fit = manifest.split(Split.TRAIN).records();
        long validation = manifest.split(Split.VALIDATION).records();
        long records = fit + validation + manifest.split(Split.TEST).records();
        return new PreprocessOutcome(
                manifest.source().equals(FolderSource.NAME) ? records + notUsed(manifest.provenance()) : 0,
                fit + validation,
                fit,
                validation,
                manifest.split(Split.TEST).records(),
                manifest.provenance().quarantined(),
                manifest.provenance().leftOut(),
                manifest.provenance().defects(),
                manifest.classes().size(),
                result.upToDate(),
                result.dataset().location(),
                seconds);
    }

    private static long notUsed(Provenance provenance) {
        return provenance.quarantined()
                + provenance.leftOut().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    @Override
    public String describe() {
        TextTable table = new TextTable("split", "records");
        if (found > 0) {
            table.row("found", found);
        }
        table.row("train", fitRecords).row("validation", validationRecords).row("test", testRecords);
        if (quarantined > 0) {
            table.row("quarantined", quarantined);
        }
        leftOut.forEach((reason, count) -> table.row("left out: " + reason, count));
        defects.forEach((kind, count) -> table.row("flaw: " + kind, count));
        return table + System.lineSeparator() + (upToDate ? "Up to date: " : "Wrote ") + output;
    }
}
