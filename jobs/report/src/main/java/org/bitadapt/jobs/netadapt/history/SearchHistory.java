package org.bitadapt.jobs.netadapt.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.run.RunFolder;

/**
 * A search as far as it has come.
 *
 * @param start the start of the search
 * @param iterations the finished iterations, by number
 * @param result the result of the search, if it is finished
 */
public record SearchHistory(SearchStart start, List<IterationEntry> iterations, Optional<SearchResult> result) {

    /** The name of the folder in a run that holds the run's search. */
    public static final String FOLDER = "search";

    /** The file that keeps the start of a search. */
    public static final String START = FOLDER + "/start.json";

    /** The file that keeps the result of a search. */
    public static final String RESULT = FOLDER + "/result.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public SearchHistory {
        iterations = List.copyOf(iterations);
    }

    /** The path of a finished iteration's table. */
    public static String table(int iteration) {
        return folder(iteration) + "/table.json";
    }

    /** The path of an iteration's folder. */
    public static String folder(int iteration) {
        return String.format(Locale.ROOT, "%s/iteration-%03d", FOLDER, iteration);
    }

    /**
     * The search of a run.
     *
     * @return the search; empty if the run has no search, or has not measured the search's start yet
     */
    public static Optional<SearchHistory> read(RunFolder run, Configuration hadoop) throws IOException {
        if (!run.has(START)) {
            return Optional.empty();
        }
        List<IterationEntry> iterations = new ArrayList<>();
        while (run.has(table(iterations.size() + 1))) {
            iterations.add(read(run.path(table(iterations.size() + 1)), IterationEntry.class, hadoop));
        }
        Optional<SearchResult> result =
                run.has(RESULT) ? Optional.of(read(run.path(RESULT), SearchResult.class, hadoop)) : Optional.empty();
        return Optional.of(new SearchHistory(read(run.path(START), SearchStart.class, hadoop), iterations, result));
    }

    /** The start, as iteration 0, and the finished iterations. */
    public List<IterationEntry> entries() {
        List<IterationEntry> entries = new ArrayList<>();
        entries.add(start.entry());
        entries.addAll(iterations);
        return entries;
    }

    /** What the network uses now: tuned, or as the last winner is. */
    public NetworkFigures current() {
        List<IterationEntry> entries = entries();
        return result.map(SearchResult::tuned)
                .orElse(entries.get(entries.size() - 1).winner());
    }

    /** The time that all iterations took together. */
    public IterationCost cost() {
        return entries().stream().map(IterationEntry::cost).reduce(IterationCost.NONE, IterationCost::plus);
    }

    /** A record of this package as JSON. */
    public static byte[] json(Record value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of numbers and texts have a JSON form", e);
        }
    }

    private static <T> T read(Path file, Class<T> type, Configuration hadoop) throws IOException {
        try (InputStream in = file.getFileSystem(hadoop).open(file)) {
            return JSON.readValue(in, type);
        } catch (JsonProcessingException e) {
            throw new IOException("Cannot read " + file + ": " + e.getOriginalMessage(), e);
        }
    }
}
