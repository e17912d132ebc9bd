package org.bitadapt.jobs.dataset;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a data set comes from: what it takes to make it again, and to tell whether it would be the same.
 *
 * @param createdBy program and version
 * @param seed of the shuffle and the cut of the splits
 * @param settings every other setting of the job that changes the result
 * @param sources the files it was made from
 * @param quarantined source records that could not be read and were written aside
 * @param leftOut what was found and is no record, counted by reason: labelled objects, or files of a folder
 * @param defects other flaws of the source, counted by kind
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

    /** Of a source without flaws that are counted. */
    public Provenance(
            String createdBy, long seed, Map<String, String> settings, List<SourceDigest> sources, long quarantined) {
        this(createdBy, seed, settings, sources, quarantined, Map.of(), Map.of());
    }

    /** Manifests of earlier versions have none. */
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
