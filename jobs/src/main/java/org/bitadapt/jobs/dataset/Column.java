package org.bitadapt.jobs.dataset;

import java.io.Serializable;

/**
 * A further column of a data set's shards.
 *
 * @param name unlike {@code id}, {@code label} and {@code image}
 * @param type of its values
 */
public record Column(String name, Type type) implements Serializable {

    /** What a column's values are. */
    public enum Type {
        /** {@link String}. */
        TEXT,
        /** {@link Integer}. */
        WHOLE,
        /** {@link Double}. */
        REAL
    }
}
