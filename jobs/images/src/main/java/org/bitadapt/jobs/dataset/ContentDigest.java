package org.bitadapt.jobs.dataset;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksum of a shard's records, as {@link Shard#contentSha256} defines it. */
final class ContentDigest {

    private final MessageDigest digest;
    private final ByteBuffer label = ByteBuffer.allocate(1 + Integer.BYTES);

    ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    void add(DatasetRecord record) {
        digest.update(record.id().getBytes(StandardCharsets.UTF_8));
        digest.update(label.putInt(1, record.label()).array());
        digest.update(record.image());
        for (Serializable value : record.further()) {
            if (value instanceof Integer whole) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(whole).array());
            } else if (value instanceof Double real) {
                digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(real).array());
            } else {
                digest.update((value + "\0").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** The checksum of the records that were added; the digest then starts again. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
