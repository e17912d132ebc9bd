package org.bitadapt.netadapt.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Width;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchJsonTest {

    private static final NetworkSpec NETWORK = Networks.named("alexnet-cifar", 10);
    private static final SearchJson<String> JSON = new SearchJson<>(String.class);
    private static final String TEXT = JSON.write(state());

    /** A state after one iteration, which conv1 won while conv2 failed, with one evaluation of the next iteration. */
    private static SearchState<String> state() {
        Proposal first = proposal("conv1", 8);
        Proposal second = proposal("conv2", 16);
        Candidate<String> winner = new Candidate<>(first.network(), "model 1", 80, 0.7);
        Iteration<String> iteration = new Iteration<>(
                1,
                90,
                List.of(first, second),
                List.of(
                        new Evaluation.Scored<>("conv1", 0.6, 0.7, "model 1"),
                        new Evaluation.Failed<>("conv2", "out of memory")),
                "conv1",
                winner);
        return new SearchState<>(
                new Candidate<>(NETWORK, "start", 100, 0.9),
                List.of(iteration),
                List.of(new Evaluation.Scored<>("conv3", 0.25, 0.5, "model 2")));
    }

    private static Proposal proposal(String group, int channels) {
        ChannelGroups groups = ChannelGroups.of(NETWORK);
        return new Proposal(group, channels, groups.withChannels(groups.named(group), channels), 80, true);
    }

    @Test
    void aStateIsReadAsItWasWritten() {
        assertThat(JSON.read(TEXT)).isEqualTo(state());
    }

    /** The file was written before proposals could take planes. */
    @Test
    void anOldFileIsReadAndWrittenAsItIs() throws IOException {
        try (InputStream file = SearchJsonTest.class.getResourceAsStream("state-v1.json")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            SearchState<String> state = JSON.read(text);
            assertThat(state.iterations().get(0).proposals())
                    .extracting(Proposal::group, Proposal::left, Proposal::resource, Proposal::feasible)
                    .containsExactly(
                            tuple("conv1", 8, 80.0, true),
                            tuple("conv2", 16, 95.5, false),
                            tuple("fc3", 24, 85.0, true));
            assertThat(state.iterations().get(0).winner().resource()).isEqualTo(80);
            assertThat(JSON.write(state)).isEqualTo(text);
        }
    }

    @Test
    void planesAndSeveralResourcesAreNamed() {
        NetworkSpec network = PrecisionPolicy.BINARY.withWidth(new Width(3, 8)).apply(NETWORK);
        Cut cut = new Cut.Planes("conv2", 2);
        Proposal proposal = new Proposal(cut, cut.of(network), 70, true);
        Iteration<String> iteration = new Iteration<>(
                1,
                75,
                "energy",
                List.of(proposal),
                List.of(new Evaluation.Scored<>("conv2:planes", 0.5, 0.75, "model")),
                "conv2:planes",
                new Candidate<>(proposal.network(), "model", 1000, 0.75));
        SearchState<String> state =
                new SearchState<>(new Candidate<>(network, "start", 1200, 0.9), List.of(iteration), List.of());
        String text = JSON.write(state);
        assertThat(text.replaceAll("\\s+", " "))
                .contains("\"winner\" : \"conv2:planes\", \"saved\" : \"energy\", \"used\" : 1000.0,")
                .contains("{ \"layer\" : \"conv2\", \"planes\" : 2, \"resource\" : 70.0, \"feasible\" : true }");
        assertThat(JSON.read(text)).isEqualTo(state);
        assertThatThrownBy(() -> JSON.read(text.replace("\"planes\" : 2", "\"planes\" : 3")))
                .hasMessageContaining("Invalid layer: conv2 (must have more than 3 planes in network alexnet-cifar)");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "winner" : "conv1"    | "winner" : "conv2"    | Invalid winner: conv2 (must be a proposal that was scored)
            "winner" : "conv1"    | "winner" : "conv3"    | Invalid winner: conv3 (must be a proposal that was scored)
            "winner" : "conv1"    | "winner" : 1          | Invalid winner: 1 (must be text)
            "winner" : "conv1",   | ''                    | Missing key: 'winner'
            "group" : "conv1"     | "group" : "conv9"     | Invalid channel group: conv9 (must be one of network alexnet-cifar)
            "channels" : 8        | "channels" : "8"      | Invalid channels: "8" (must be a whole number)
            "channels" : 8        | "channels" : 0        | Invalid outputs: 0 (must be at least 1)
            "feasible" : true     | "feasible" : "yes"    | Invalid feasible: "yes" (must be true or false)
            "resource" : 80.0     | "resource" : null     | Invalid resource: null (must be a number)
            "accuracy" : 0.7      | "accuracy" : 7        | Invalid accuracy of proposal conv1: 7.0 (must be 0..1)
            "model" : "model 2"   | "model" : {}          | Invalid model: {} (must be a String)
            "model" : "model 2"   | "model" : null        | Invalid model: null (must be a String)
            "failure" : "out of memory" | "failure" : 5   | Invalid failure: 5 (must be text)
            "network" : "         | "network" : 5, "x" : "| Invalid network: 5 (must be text)
            "iterations" : [      | "iterations" : 3, "x" : [ | Invalid iterations: 3 (must be a list)
            "start" : {           | "start" : 3, "x" : {  | Invalid start: 3 (must be an object)
            """)
    void whatWasChangedIsNamed(String written, String changed, String message) {
        assertThat(TEXT).contains(written);
        String text = TEXT.replaceFirst(java.util.regex.Pattern.quote(written), changed);
        assertThatThrownBy(() -> JSON.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid state of a search: " + message + " (must be as it was written)");
    }

    @Test
    void whatIsNoStateIsRefused() {
        for (String text : List.of("", "{}", "{", "[]", "3")) {
            assertThatThrownBy(() -> JSON.read(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Invalid state of a search: ");
        }
    }
}
