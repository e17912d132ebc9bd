package org.bitadapt.netadapt.pruning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;

/**
 * Ranks the channels of a network's groups and takes the channels with the lowest scores away.
 *
 * <p>A pruning is immutable; the parameters are shared and must not change while it is in use.
 */
public final class Pruning {

    private final ChannelGroups groups;
    private final ParameterLayout layout;
    private final float[] parameters;
    private final FilterRanking ranking;
    private final long seed;

    /**
     * @param network the network that is pruned
     * @param parameters the network's parameter vector
     * @param ranking decides which channels stay
     * @param seed the seed of {@link FilterRanking#RANDOM}
     * @throws IllegalArgumentException if the vector is not of the network's size
     */
    public Pruning(NetworkSpec network, float[] parameters, FilterRanking ranking, long seed) {
        this.groups = ChannelGroups.of(network);
        this.layout = ParameterLayout.of(LoweredNetwork.of(network));
        if (parameters.length != layout.size()) {
            throw new IllegalArgumentException("Invalid parameters: " + parameters.length + " values (must be "
                    + layout.size() + " for network " + network.name() + ")");
        }
        this.parameters = parameters;
        this.ranking = ranking;
        this.seed = seed;
    }

    /** The groups of the network. */
    public ChannelGroups groups() {
        return groups;
    }

    /**
     * The score of every channel of a group; the channels with the highest scores stay.
     *
     * @return one score per channel, 0 or more
     */
    public double[] scores(ChannelGroup group) {
        if (ranking == FilterRanking.RANDOM) {
            return FilterRanking.random(group.channels(), group.name(), seed);
        }
        double[] scores = new double[group.channels()];
        for (String producer : group.producers()) {
            ParameterSlice weights = layout.slice(producer, ParameterRole.WEIGHT);
            int perOutput = weights.length() / group.channels();
            for (int i = 0; i < weights.length(); i++) {
                scores[i / perOutput] += ranking.term(parameters[weights.offset() + i]);
            }
        }
        return ranking == FilterRanking.L2
                ? Arrays.stream(scores).map(Math::sqrt).toArray()
                : scores;
    }

    /**
     * The channels of a group with the highest scores; of channels with equal scores the first stays.
     *
     * @param count the number of channels that stay, 1 to the group's channels
     * @return the indices of the channels that stay, ascending
     * @throws IllegalArgumentException if {@code count} is out of range
     */
    public List<Integer> keep(ChannelGroup group, int count) {
        if (count < 1 || count > group.channels()) {
            throw new IllegalArgumentException("Invalid channels of group " + group.name() + ": " + count
                    + " (must be 1.." + group.channels() + ")");
        }
        double[] scores = scores(group);
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(channel -> -scores[channel]))
                .limit(count)
                .sorted()
                .toList();
    }

    /**
     * The network with fewer channels in one group, where the channels with the highest scores stay.
     *
     * @throws IllegalArgumentException if the group cannot be pruned, or {@code count} is out of range
     */
    public Surgery cut(ChannelGroup group, int count) {
        return new Surgery(groups, group, keep(group, count));
    }
}
