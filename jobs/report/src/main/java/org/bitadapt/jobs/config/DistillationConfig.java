package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * The settings by which a network learns from a teacher's softened scores; without {@code train.teacher} they are not
 * used.
 *
 * @param share the share of the loss that compares with the teacher instead of the labels, 0 to 1
 * @param temperature the number by which the scores of network and teacher are divided before the comparison, above 0
 * @see <a href="https://arxiv.org/abs/1503.02531">Hinton et al. 2015, section 2</a>
 */
public record DistillationConfig(double share, double temperature) implements Serializable {

    public DistillationConfig {
        new Rules()
                .check(share >= 0 && share <= 1, "share", share, "0 to 1")
                .above("temperature", temperature, 0)
                .enforce();
    }
}
