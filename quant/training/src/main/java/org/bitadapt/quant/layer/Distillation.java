package org.bitadapt.quant.layer;

import java.io.Serializable;

/**
 * How much a network learns from a teacher's softened scores instead of from the labels.
 *
 * <p>With {@code p} the softmax of the network's scores {@code z}, {@code p_T} and {@code q_T} the softmax of the network's
 * and of the teacher's scores divided by the temperature {@code T}, the loss of an image is {@code (1 - share) (-ln p[label])
 * + share T^2 (-sum q_T ln p_T)}. Its gradient by the scores is {@code (1 - share) (p - oneHot(label)) + share T (p_T - q_T)}:
 * the factor {@code T^2} keeps the two parts' sizes, whatever the temperature.
 *
 * @param share the teacher's share, from 0 (labels alone) to 1 (teacher alone)
 * @param temperature the number by which scores are divided, finite and above 0; 1 for plain probabilities
 * @see <a href="https://arxiv.org/abs/1503.02531">Hinton et al. 2015, section 2</a>
 */
public record Distillation(double share, double temperature) implements Serializable {

    /** No teacher. */
    public static final Distillation NONE = new Distillation(0, 1);

    public Distillation {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("Invalid share of a teacher: " + share + " (must be 0 to 1)");
        }
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("Invalid temperature: " + temperature + " (must be finite and above 0)");
        }
    }
}
