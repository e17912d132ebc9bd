package org.bitadapt.jobs.netadapt.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.jobs.command.Csv;
import scala.collection.JavaConverters;

/**
 * A history as a flat table, for notebooks and spreadsheets.
 *
 * @param name the name of the table's files
 * @param schema the table's columns
 * @param rows the rows, values by column
 */
public record HistoryTable(String name, StructType schema, List<Row> rows) {

    private static final StructType ITERATIONS = new StructType()
            .add("iteration", DataTypes.IntegerType, false)
            .add("group", DataTypes.StringType)
            .add("constraint", DataTypes.DoubleType)
            .add("resource", DataTypes.DoubleType)
            .add("accuracy", DataTypes.DoubleType)
            .add("latencyMicros", DataTypes.DoubleType)
            .add("energyMicrojoules", DataTypes.DoubleType)
            .add("macs", DataTypes.DoubleType)
            .add("weights", DataTypes.DoubleType)
            .add("bytes", DataTypes.LongType)
            .add("channels", DataTypes.StringType)
            .add("seconds", DataTypes.DoubleType)
            .add("coreSeconds", DataTypes.DoubleType)
            .add("arithmeticSeconds", DataTypes.DoubleType);
    private static final StructType PROPOSALS = new StructType()
            .add("iteration", DataTypes.IntegerType, false)
            .add("group", DataTypes.StringType, false)
            .add("channelsBefore", DataTypes.IntegerType)
            .add("channels", DataTypes.IntegerType)
            .add("resource", DataTypes.DoubleType)
            .add("feasible", DataTypes.BooleanType)
            .add("accuracyBefore", DataTypes.DoubleType)
            .add("accuracy", DataTypes.DoubleType)
            .add("won", DataTypes.BooleanType)
            .add("seconds", DataTypes.DoubleType)
            .add("executor", DataTypes.StringType)
            .add("failure", DataTypes.StringType);

    public HistoryTable {
        rows = List.copyOf(rows);
    }

    /** The table of iterations: a row per iteration, the start as number 0. */
    public static HistoryTable iterations(SearchHistory history) {
        return new HistoryTable(
                "iterations",
                ITERATIONS,
                history.entries().stream().map(HistoryTable::row).toList());
    }

    /** The table {@link #iterations} without a row, for a run that has no search. */
    public static HistoryTable noIterations() {
        return new HistoryTable("iterations", ITERATIONS, List.of());
    }

    /** The table {@link #proposals} without a row, for a run that has no search. */
    public static HistoryTable noProposals() {
        return new HistoryTable("proposals", PROPOSALS, List.of());
    }

    private static Row row(IterationEntry entry) {
        NetworkFigures winner = entry.winner();
        return RowFactory.create(
                entry.number(),
                entry.group(),
                entry.constraint(),
                winner.resource(),
                entry.accuracy(),
                winner.latencyMicros(),
                winner.energyMicrojoules(),
                winner.macs(),
                winner.weights(),
                winner.bytes(),
                channels(winner.channels()),
                entry.cost().seconds(),
                entry.cost().coreSeconds(),
                entry.cost().arithmeticSeconds());
    }

    private static String channels(Map<String, Integer> channels) {
        return channels.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /** The table of proposals: a row per proposal. */
    public static HistoryTable proposals(SearchHistory history) {
        List<Row> rows = new ArrayList<>();
        for (IterationEntry iteration : history.iterations()) {
            iteration.proposals().forEach(proposal -> rows.add(row(iteration, proposal)));
        }
        return new HistoryTable("proposals", PROPOSALS, rows);
    }

    private static Row row(IterationEntry iteration, ProposalEntry proposal) {
        return RowFactory.create(
                iteration.number(),
                proposal.group(),
                proposal.channelsBefore(),
                proposal.channels(),
                proposal.resource(),
                proposal.feasible(),
                proposal.accuracyBefore(),
                proposal.accuracy(),
                proposal.group().equals(iteration.group()),
                proposal.seconds(),
                proposal.executor(),
                proposal.failure());
    }

    /** The table as CSV with a line of names; a null becomes an empty cell. */
    public String csv() {
        StringBuilder text = new StringBuilder(Csv.line(List.of(schema.fieldNames()))).append(Csv.END_OF_LINE);
        for (Row row : rows) {
            text.append(Csv.line(JavaConverters.seqAsJavaList(row.toSeq()))).append(Csv.END_OF_LINE);
        }
        return text.toString();
    }

    /** The table as a Spark data frame. */
    public Dataset<Row> in(SparkSession spark) {
        return spark.createDataFrame(rows, schema);
    }

    /** Writes the table as one Parquet file into a folder. */
    public void writeParquet(SparkSession spark, String folder) {
        in(spark).coalesce(1).write().mode("overwrite").parquet(folder);
    }
}
