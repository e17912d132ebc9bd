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
    /** Columns that only a search of planes or of several resources has. */
    private static final List<Column> MORE_OF_ITERATIONS =
            List.of(Column.of("planes", Kind.TEXT), Column.of("saved", Kind.TEXT), Column.of("limits", Kind.TEXT));

    private static final List<Column> MORE_OF_PROPOSALS =
            List.of(Column.of("planesBefore", Kind.INTEGER), Column.of("planes", Kind.INTEGER));

    private HistoryTable() {}

    /** The table of iterations: a row per iteration, the start as number 0. */
    public static FlatTable iterations(SearchHistory history) {
        NetworkFigures start = history.start().entry().winner();
        boolean more = !start.planes().isEmpty() || !start.limits().isEmpty();
        return new FlatTable(
                "iterations",
                more ? joined(ITERATIONS, MORE_OF_ITERATIONS) : ITERATIONS,
                history.entries().stream()
                        .map(entry -> more ? joined(row(entry), moreOf(entry)) : row(entry))
                        .toList());
    }

    private static <T> List<T> joined(List<? extends T> first, List<? extends T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static List<Object> moreOf(IterationEntry entry) {
        NetworkFigures winner = entry.winner();
        return Arrays.asList(numbers(winner.planes()), entry.saved(), numbers(winner.limits()));
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
                numbers(winner.channels()),
                entry.cost().seconds(),
                entry.cost().coreSeconds(),
                entry.cost().arithmeticSeconds());
    }

    private static String numbers(Map<String, ? extends Number> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /** The table of proposals: a row per proposal. */
    public static FlatTable proposals(SearchHistory history) {
        boolean more = !history.start().entry().winner().planes().isEmpty();
        List<List<Object>> rows = new ArrayList<>();
        for (IterationEntry iteration : history.iterations()) {
            for (ProposalEntry proposal : iteration.proposals()) {
                List<Object> row = row(iteration, proposal);
                rows.add(more ? joined(row, Arrays.asList(proposal.planesBefore(), proposal.planes())) : row);
            }
        }
        return new FlatTable("proposals", more ? joined(PROPOSALS, MORE_OF_PROPOSALS) : PROPOSALS, rows);
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
