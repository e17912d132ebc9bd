package org.bitadapt.jobs.run;

import java.util.Arrays;
import java.util.List;
import org.bitadapt.jobs.command.FlatTable;
import org.bitadapt.jobs.command.FlatTable.Column;
import org.bitadapt.jobs.command.FlatTable.Kind;

/** Metrics as a table with the columns of {@link EpochMetrics}, but for that of bit widths: all runs have the same columns. */
public final class MetricsTable {

    private static final List<Column> COLUMNS = List.of(
            Column.required("epoch", Kind.INTEGER),
            Column.of("learningRate", Kind.DOUBLE),
            Column.of("lastLearningRate", Kind.DOUBLE),
            Column.of("trainLoss", Kind.DOUBLE),
            Column.of("trainAccuracy", Kind.DOUBLE),
            Column.of("validationLoss", Kind.DOUBLE),
            Column.of("validationAccuracy", Kind.DOUBLE),
            Column.of("imagesPerSecond", Kind.DOUBLE),
            Column.of("seconds", Kind.DOUBLE),
            Column.of("flippedShare", Kind.DOUBLES_BY_TEXT));

    private MetricsTable() {}

    /** The table of metrics, a row per epoch. */
    public static FlatTable of(List<EpochMetrics> metrics) {
        return new FlatTable(
                "metrics", COLUMNS, metrics.stream().map(MetricsTable::row).toList());
    }

    private static List<Object> row(EpochMetrics metrics) {
        return Arrays.asList(
                metrics.epoch(),
                metrics.learningRate(),
                metrics.lastLearningRate(),
                metrics.trainLoss(),
                metrics.trainAccuracy(),
                metrics.validationLoss(),
                metrics.validationAccuracy(),
                metrics.imagesPerSecond(),
                metrics.seconds(),
                metrics.flippedShare());
    }
}
