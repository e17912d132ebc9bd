package org.bitadapt.quant.layer;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.bitadapt.common.network.Width;

/**
 * How the bit widths of one network are trained together, so that their predictions agree.
 *
 * <p>The widest width of a step learns as a network of one width does. Every other width with the softmax {@code p} of its
 * scores learns from a wider one with the softmax {@code q}, through which no gradient passes: its loss of an image is
 * {@code (1 - labels) (-sum q ln p) + labels (-ln p[label])}. The losses are added up. Weights and biases, which all widths
 * of a step move, take the mean of the widths' gradients; each width's batch norm takes its own.
 *
 * @param teacher from which width a narrower one learns
 * @param labels the share of the labels in the loss of a narrower width, 0 to 1
 * @param sampling which widths a step trains
 * @see <a href="https://arxiv.org/abs/2004.05284">Du et al. 2020: consistency of low-bit modes with the widest</a>
 * @see <a href="https://arxiv.org/abs/1911.07346">Yu et al. 2019, section 3.4: recursive supervision</a>
 */
public record Consistency(Teaching teacher, double labels, Sampling sampling) implements Serializable {

    /** All widths in every step, each learning from the next wider one alone. */
    public static final Consistency RECURSIVE = new Consistency(Teaching.RECURSIVE, 0, Sampling.ALL);

    /** {@link #RECURSIVE}, of which networks of one width make no use. */
    static final String RECURSIVE_JSON = "{\"teacher\":\"RECURSIVE\",\"labels\":0.0,\"sampling\":\"ALL\"}";

    /** From which width of a step a narrower width learns. */
    public enum Teaching {
        /** The next wider width of the step. */
        RECURSIVE,
        /** The widest width. */
        WIDEST
    }

    /** Which widths a step trains. */
    public enum Sampling {
        /** All. */
        ALL,
        /**
         * The widest, the narrowest, and one of the others at random; of three widths the widest and one of the others at
         * random, which saves a third of the work.
         */
        SANDWICH
    }

    public Consistency {
        if (!(labels >= 0 && labels <= 1)) {
            throw new IllegalArgumentException("Invalid share of labels: " + labels + " (must be 0 to 1)");
        }
    }

    /**
     * The widths that a step trains, widest first.
     *
     * @param widths the network's widths, ascending
     * @param seed the step's seed, on which alone the choice depends
     */
    List<Width> widths(List<Width> widths, long seed) {
        Set<Width> chosen = new TreeSet<>(Comparator.reverseOrder());
        int narrower = widths.size() - 1;
        if (sampling == Sampling.ALL || narrower < 2) {
            chosen.addAll(widths);
        } else {
            SplittableRandom random = new SplittableRandom(seed);
            chosen.add(widths.get(narrower));
            if (narrower == 2) {
                chosen.add(widths.get(random.nextInt(2)));
            } else {
                chosen.add(widths.get(0));
                chosen.add(widths.get(1 + random.nextInt(narrower - 1)));
            }
        }
        return List.copyOf(chosen);
    }
}
