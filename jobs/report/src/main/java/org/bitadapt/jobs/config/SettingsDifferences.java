package org.bitadapt.jobs.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings of several runs that are not the same in all of them. */
public final class SettingsDifferences {

    private SettingsDifferences() {}

    /**
     * The values of each run, for the keys that do not have one value in all runs.
     *
     * @param settings the values by keys of each run, by the names of the runs
     * @return by key, the values by the names of the runs; a run that does not have the key is left out
     */
    public static SortedMap<String, Map<String, String>> between(Map<String, ? extends Map<String, String>> settings) {
        SortedMap<String, Map<String, String>> byKey = new TreeMap<>();
        settings.forEach((run, values) -> values.forEach((key, value) ->
                byKey.computeIfAbsent(key, first -> new LinkedHashMap<>()).put(run, value)));
        byKey.values()
                .removeIf(values -> values.size() == settings.size()
                        && values.values().stream().distinct().count() == 1);
        return byKey;
    }
}
