package org.bitadapt.jobs.dataset;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The origin of a data set: what it takes to make the data set again, and to tell whether it would be the same.
 *
 * @param createdBy the program and its version
 * @param seed the seed of the shuffle and the cut of the splits
 * @param settings every other setting of the job that changes the result
 * @param sources the files that the data set was made from
 * @param quarantined the number of source records that could not be read and were written aside
 * @param leftOut the numbers of labelled objects, or of files of a folder, that are no records, by reason
 * @param defects the numbers of other flaws of the source, by kind
 */
public record Provenance(
        String createdBy,
        long seed,
        Map<String, String> settings,
        List<SourceDigest> sources,
        long quarantined,
        Map<String, Long> leftOut,
        Map<String, Long> defects)
        implements Serializable {

    public Provenance {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        sources = List.copyOf(sources);
        leftOut = counts(leftOut);
        defects = counts(defects);
        if (quarantined < 0) {
            throw new IllegalArgumentException("Invalid quarantined count: " + quarantined + " (must be at least 0)");
        }
    }

    /** The provenance of a data set whose source has no flaws that are counted. */
    public Provenance(
            String createdBy, long seed, Map<String, String> settings, List<SourceDigest> sources, long quarantined) {
        this(createdBy, seed, settings, sources, quarantined, Map.of(), Map.of());
    }

    /** The counts, or no counts instead of null: manifests of earlier versions have none. */
    private static Map<String, Long> counts(Map<String, Long> counts) {
        return Collections.unmodifiableSortedMap(counts == null ? new TreeMap<>() : new TreeMap<>(counts));
    }

    /** Whether the same program, seed, settings and sources made both, so that the data sets are the same. */
    public boolean sameJob(Provenance other) {
        return createdBy.equals(other.createdBy)
                && seed == other.seed
                && settings.equals(other.settings)
                && sources.equals(other.sources);
    }
}
