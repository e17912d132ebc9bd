package org.bitadapt.netadapt.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which proposal of an iteration wins. Of equally good proposals the one that uses less wins, then the first. */
public enum SelectionRule {
    /** The highest accuracy on the held-out images wins: the paper's rule. */
    HIGHEST_ACCURACY {
        @Override
        double merit(double gain, double saved) {
            return gain;
        }
    },
    /**
     * The least accuracy lost for what is saved wins: {@code loss / saved}, the rule of the authors' published code.
     * Where accuracy is gained, {@code gain * saved} counts, so that a gain does not speak for saving little.
     */
    LEAST_LOSS_PER_RESOURCE {
        @Override
        double merit(double gain, double saved) {
            return gain < 0 ? gain / saved : gain * saved;
        }
    };

    /**
     * The merit of a proposal; more is better.
     *
     * @param gain the gain of accuracy over the network before; usually below 0
     * @param saved the amount of the resource that is saved, above 0
     */
    abstract double merit(double gain, double saved);

    /** A proposal with its scores. */
    record Entry<M>(Proposal proposal, Evaluation.Scored<M> scored) {}

    /** The winner, if there is any entry. */
    <M> Optional<Entry<M>> select(Candidate<M> current, List<Entry<M>> entries) {
        Comparator<Entry<M>> byMerit = Comparator.comparingDouble(entry -> merit(
                entry.scored().accuracy() - current.accuracy(),
                current.resource() - entry.proposal().resource()));
        Comparator<Entry<M>> byResource =
                Comparator.comparingDouble(entry -> entry.proposal().resource());
        // Of equal elements a stream's max takes the last, and its min takes the first.
        return entries.stream().min(byMerit.reversed().thenComparing(byResource));
    }
}
