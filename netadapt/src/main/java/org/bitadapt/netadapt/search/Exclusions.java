package org.bitadapt.netadapt.search;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.text.Suggestions;

/**
 * Convolutions and linear layers that keep their outputs and their planes. A channel group keeps its channels if one of its
 * producers does.
 *
 * @param patterns names of layers, in which {@code *} is any text and {@code ?} one character
 */
public record Exclusions(List<String> patterns) implements Serializable {

    /** No layer is excluded. */
    public static final Exclusions NONE = new Exclusions(List.of());

    public Exclusions {
        patterns = List.copyOf(patterns);
    }

    /** Whether a layer is excluded. */
    public boolean cover(String layer) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, layer));
    }

    /** Whether a group has a producer that is excluded. */
    public boolean cover(ChannelGroup group) {
        return group.producers().stream().anyMatch(this::cover);
    }

    /** The layers of a network that are excluded, in order. */
    public List<String> layers(NetworkSpec network) {
        return names(network).stream().filter(this::cover).toList();
    }

    /**
     * Refuses a pattern that no layer of a network has.
     *
     * @throws IllegalArgumentException if there is such a pattern; the message names it
     */
    public void require(NetworkSpec network) {
        List<String> names = names(network);
        for (String pattern : patterns) {
            if (names.stream().noneMatch(name -> matches(pattern, name))) {
                throw new IllegalArgumentException("Invalid exclude: " + pattern
                        + " (must be the name of a convolution or linear layer of " + network.name()
                        + ", or match such names with * and ?)" + Suggestions.didYouMean(pattern, names));
            }
        }
    }

    private static List<String> names(NetworkSpec network) {
        return network.weighted().stream().map(Node::name).toList();
    }

    private static boolean matches(String pattern, String name) {
        String regex = pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return name.matches(regex);
    }
}
