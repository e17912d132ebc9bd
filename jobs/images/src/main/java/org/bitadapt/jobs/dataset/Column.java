package org.bitadapt.jobs.dataset;

import java.io.Serializable;

/**
 * A further column of a data set's shards.
 *
 * @param name the column's name, unlike {@code id}, {@code label} and {@code image}
 * @param type the type of the column's values
 */
public record Column(String name, Type type) implements Serializable {

    /** The type of a column's values. */
    public enum Type {
        /** {@link String}. */
        TEXT,
        /** {@link Integer}. */
        WHOLE,
        /** {@link Double}. */
        REAL
    }
}
