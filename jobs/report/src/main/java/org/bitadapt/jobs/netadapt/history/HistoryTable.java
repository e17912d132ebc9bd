package org.bitadapt.jobs.netadapt.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitadapt.jobs.command.FlatTable;
import org.bitadapt.jobs.command.FlatTable.Column;
import org.bitadapt.jobs.command.FlatTable.Kind;

/** A history as flat tables, for notebooks and spreadsheets. */
public final class HistoryTable {

    private static final List<Column> ITERATIONS = List.of(
            Column.required("iteration", Kind.INTEGER),
            Column.of("group", Kind.TEXT),
            Column.of("constraint", Kind.DOUBLE),
            Column.of("resource", Kind.DOUBLE),
            Column.of("accuracy", Kind.DOUBLE),
            Column.of("latencyMicros", Kind.DOUBLE),
            Column.of("energyMicrojoules", Kind.DOUBLE),
            Column.of("macs", Kind.DOUBLE),
            Column.of("weights", Kind.DOUBLE),
            Column.of("bytes", Kind.LONG),
            Column.of("channels", Kind.TEXT),
            Column.of("seconds", Kind.DOUBLE),
            Column.of("coreSeconds", Kind.DOUBLE),
            Column.of("arithmeticSeconds", Kind.DOUBLE));
    private static final List<Column> PROPOSALS = List.of(
            Column.required("iteration", Kind.INTEGER),
            Column.required("group", Kind.TEXT),
            Column.of("channelsBefore", Kind.INTEGER),
            Column.of("channels", Kind.INTEGER),
            Column.of("resource", Kind.DOUBLE),
            Column.of("feasible", Kind.BOOLEAN),
            Column.of("accuracyBefore", Kind.DOUBLE),
            Column.of("accuracy", Kind.DOUBLE),
            Column.of("won", Kind.BOOLEAN),
            Column.of("seconds", Kind.DOUBLE),
            Column.of("executor", Kind.TEXT),
            Column.of("failure", Kind.TEXT));

    private HistoryTable() {}

    /** The table of iterations: a row per iteration, the start as number 0. */
    public static FlatTable iterations(SearchHistory history) {
        return new FlatTable(
                "iterations",
                ITERATIONS,
                history.entries().stream().map(HistoryTable::row).toList());
    }

    /** The table {@link #iterations} without a row, for a run that has no search. */
    public static FlatTable noIterations() {
        return new FlatTable("iterations", ITERATIONS, List.of());
    }

    /** The table {@link #proposals} without a row, for a run that has no search. */
    public static FlatTable noProposals() {
        return new FlatTable("proposals", PROPOSALS, List.of());
    }

    private static List<Object> row(IterationEntry entry) {
        NetworkFigures winner = entry.winner();
        return Arrays.asList(
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
    public static FlatTable proposals(SearchHistory history) {
        List<List<Object>> rows = new ArrayList<>();
        for (IterationEntry iteration : history.iterations()) {
            iteration.proposals().forEach(proposal -> rows.add(row(iteration, proposal)));
        }
        return new FlatTable("proposals", PROPOSALS, rows);
    }

    private static List<Object> row(IterationEntry iteration, ProposalEntry proposal) {
        return Arrays.asList(
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
}
