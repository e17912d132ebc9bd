package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * The settings by which the narrower bit widths of a network learn; a network of one width does not use them.
 *
 * @param teacher from which width a narrower one learns
 * @param labels the share of the labels in the loss of a narrower width, 0 to 1
 * @see <a href="https://arxiv.org/abs/2004.05284">Du et al. 2020</a>
 */
public record ConsistencyConfig(Teacher teacher, double labels) implements Serializable {

    /** From which width a narrower width learns. */
    public enum Teacher {
        /** The next wider width. */
        RECURSIVE,
        /** The widest width. */
        WIDEST
    }

    public ConsistencyConfig {
        new Rules()
                .check(labels >= 0 && labels <= 1, "labels", labels, "0 to 1")
                .enforce();
    }
}
