package org.bitadapt.netadapt.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;

/**
 * The state of a search as JSON, for searches whose models are texts, such as paths.
 *
 * <p>Only the first network is written out; the others follow from the groups and channels of the proposals.
 */
public final class SearchJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SearchJson() {}

    /** Writes a state. */
    public static String write(SearchState<String> state) {
        Candidate<String> start = state.start();
        ObjectNode json = JSON.createObjectNode();
        json.putObject("start")
                .put("model", start.model())
                .put("resource", start.resource())
                .put("accuracy", start.accuracy())
                .put("network", NetworkJson.write(start.network()));
        ArrayNode iterations = json.putArray("iterations");
        state.iterations().forEach(iteration -> write(iteration, iterations.addObject()));
        ArrayNode evaluations = json.putArray("evaluations");
        state.evaluations().forEach(evaluation -> write(evaluation, evaluations.addObject()));
        return json.toPrettyString();
    }

    private static void write(Iteration<String> iteration, ObjectNode json) {
        json.put("number", iteration.number())
                .put("constraint", iteration.constraint())
                .put("winner", iteration.group());
        ArrayNode proposals = json.putArray("proposals");
        for (Proposal proposal : iteration.proposals()) {
            proposals
                    .addObject()
                    .put("group", proposal.group())
                    .put("channels", proposal.channels())
                    .put("resource", proposal.resource())
                    .put("feasible", proposal.feasible());
        }
        ArrayNode evaluations = json.putArray("evaluations");
        iteration.evaluations().forEach(evaluation -> write(evaluation, evaluations.addObject()));
    }

    private static void write(Evaluation<String> evaluation, ObjectNode json) {
        json.put("group", evaluation.group());
        if (evaluation instanceof Evaluation.Scored<String> scored) {
            json.put("accuracyBefore", scored.accuracyBefore())
                    .put("accuracy", scored.accuracy())
                    .put("model", scored.model());
        } else if (evaluation instanceof Evaluation.Failed<String> failed) {
            json.put("failure", failed.reason());
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is not that
     */
    public static SearchState<String> read(String text) {
        try {
            return state(JSON.readTree(text));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Invalid state of a search: " + e.getMessage() + " (must be as it was written)", e);
        }
    }

    private static SearchState<String> state(JsonNode json) {
        JsonNode first = json.required("start");
        Candidate<String> start = new Candidate<>(
                NetworkJson.read(first.required("network").textValue()),
                first.required("model").textValue(),
                first.required("resource").doubleValue(),
                first.required("accuracy").doubleValue());
        SearchState<String> state = SearchState.of(start);
        for (JsonNode iteration : json.required("iterations")) {
            state = state.finish(iteration(state.current().network(), iteration));
        }
        for (Evaluation<String> evaluation : evaluations(json.required("evaluations"))) {
            state = state.with(evaluation);
        }
        return state;
    }

    private static Iteration<String> iteration(NetworkSpec network, JsonNode json) {
        Map<String, Proposal> proposals = proposals(network, json.required("proposals"));
        List<Evaluation<String>> evaluations = evaluations(json.required("evaluations"));
        String group = json.required("winner").textValue();
        Proposal proposal = proposals.get(group);
        Evaluation.Scored<String> scored = evaluations.stream()
                .filter(evaluation -> evaluation.group().equals(group))
                .map(evaluation -> (Evaluation.Scored<String>) evaluation)
                .findFirst()
                .orElseThrow();
        Candidate<String> winner =
                new Candidate<>(proposal.network(), scored.model(), proposal.resource(), scored.accuracy());
        return new Iteration<>(
                json.required("number").intValue(),
                json.required("constraint").doubleValue(),
                List.copyOf(proposals.values()),
                evaluations,
                group,
                winner);
    }

    private static Map<String, Proposal> proposals(NetworkSpec network, JsonNode json) {
        ChannelGroups groups = ChannelGroups.of(network);
        Map<String, Proposal> proposals = new LinkedHashMap<>();
        for (JsonNode proposal : json) {
            String group = proposal.required("group").textValue();
            int channels = proposal.required("channels").intValue();
            proposals.put(
                    group,
                    new Proposal(
                            group,
                            channels,
                            groups.withChannels(groups.named(group), channels),
                            proposal.required("resource").doubleValue(),
                            proposal.required("feasible").booleanValue()));
        }
        return proposals;
    }

    private static List<Evaluation<String>> evaluations(JsonNode json) {
        List<Evaluation<String>> evaluations = new ArrayList<>();
        for (JsonNode evaluation : json) {
            String group = evaluation.required("group").textValue();
            evaluations.add(
                    evaluation.has("failure")
                            ? new Evaluation.Failed<>(
                                    group, evaluation.required("failure").textValue())
                            : new Evaluation.Scored<>(
                                    group,
                                    evaluation.required("accuracyBefore").doubleValue(),
                                    evaluation.required("accuracy").doubleValue(),
                                    evaluation.required("model").textValue()));
        }
        return evaluations;
    }
}
