package org.bitadapt.jobs.dataset;

import java.nio.charset.StandardCharsets;

/**
 * 64-bit hashes of record ids. They are the source of every per-record random choice, so that choices depend on the
 * seed and the record, never on partitions, workers or retries.
 *
 * @see <a href="http://www.isthe.com/chongo/tech/comp/fnv/">FNV-1a</a>
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood, Fast splittable pseudorandom number
 *     generators</a> for the mixing function
 */
public final class RecordHash {

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private RecordHash() {}

    /** The hash of an id's UTF-8 bytes. */
    public static long of(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    static long of(byte[] bytes, int offset, int length) {
        long hash = FNV_BASIS;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** Combines values into one hash; their order matters. */
    public static long combine(long... values) {
        long hash = 0;
        for (long value : values) {
            hash = mix(hash + GOLDEN_GAMMA + mix(value + GOLDEN_GAMMA));
        }
        return hash;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
