package org.bitadapt.netadapt.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;

/**
 * Reads and writes the state of a search as JSON.
 *
 * <p>Only the first network is written out; the other networks follow from the groups and channels of the proposals.
 *
 * @param <M> the type of models: text, or a record of texts and numbers
 */
public final class SearchJson<M> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Class<M> models;

    /** @param models the type of models */
    public SearchJson(Class<M> models) {
        this.models = models;
    }

    /** Writes a state. */
    public String write(SearchState<M> state) {
        Candidate<M> start = state.start();
        ObjectNode json = JSON.createObjectNode();
        json.putObject("start")
                .<ObjectNode>set("model", JSON.valueToTree(start.model()))
                .put("resource", start.resource())
                .put("accuracy", start.accuracy())
                .put("network", NetworkJson.write(start.network()));
        ArrayNode iterations = json.putArray("iterations");
        state.iterations().forEach(iteration -> write(iteration, iterations.addObject()));
        ArrayNode evaluations = json.putArray("evaluations");
        state.evaluations().forEach(evaluation -> write(evaluation, evaluations.addObject()));
        return json.toPrettyString();
    }

    private void write(Iteration<M> iteration, ObjectNode json) {
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

    private void write(Evaluation<M> evaluation, ObjectNode json) {
        json.put("group", evaluation.group());
        if (evaluation instanceof Evaluation.Scored<M> scored) {
            json.put("accuracyBefore", scored.accuracyBefore())
                    .put("accuracy", scored.accuracy())
                    .set("model", JSON.valueToTree(scored.model()));
        } else if (evaluation instanceof Evaluation.Failed<M> failed) {
            json.put("failure", failed.reason());
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the text is not what {@link #write} writes
     */
    public SearchState<M> read(String text) {
        try {
            return state(JSON.readTree(text));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Invalid state of a search: " + e.getMessage() + " (must be as it was written)", e);
        }
    }

    private SearchState<M> state(JsonNode json) {
        JsonNode first = value(json, "start", JsonNode::isObject, "an object");
        Candidate<M> start = new Candidate<>(
                NetworkJson.read(text(first, "network")),
                model(first),
                number(first, "resource"),
                number(first, "accuracy"));
        SearchState<M> state = SearchState.of(start);
        for (JsonNode iteration : list(json, "iterations")) {
            state = state.finish(iteration(state.current().network(), iteration));
        }
        for (Evaluation<M> evaluation : evaluations(json)) {
            state = state.with(evaluation);
        }
        return state;
    }

    private Iteration<M> iteration(NetworkSpec network, JsonNode json) {
        Map<String, Proposal> proposals = proposals(network, json);
        List<Evaluation<M>> evaluations = evaluations(json);
        String group = text(json, "winner");
        return new Iteration<>(
                integer(json, "number"),
                number(json, "constraint"),
                List.copyOf(proposals.values()),
                evaluations,
                group,
                winner(group, proposals, evaluations));
    }

    private Candidate<M> winner(String group, Map<String, Proposal> proposals, List<Evaluation<M>> evaluations) {
        Proposal proposal = proposals.get(group);
        for (Evaluation<M> evaluation : evaluations) {
            if (proposal != null
                    && evaluation.group().equals(group)
                    && evaluation instanceof Evaluation.Scored<M> scored) {
                return new Candidate<>(proposal.network(), scored.model(), proposal.resource(), scored.accuracy());
            }
        }
        throw new IllegalArgumentException("Invalid winner: " + group + " (must be a proposal that was scored)");
    }

    private static Map<String, Proposal> proposals(NetworkSpec network, JsonNode json) {
        ChannelGroups groups = ChannelGroups.of(network);
        Map<String, Proposal> proposals = new LinkedHashMap<>();
        for (JsonNode proposal : list(json, "proposals")) {
            String group = text(proposal, "group");
            int channels = integer(proposal, "channels");
            proposals.put(
                    group,
                    new Proposal(
                            group,
                            channels,
                            groups.withChannels(groups.named(group), channels),
                            number(proposal, "resource"),
                            value(proposal, "feasible", JsonNode::isBoolean, "true or false")
                                    .booleanValue()));
        }
        return proposals;
    }

    private List<Evaluation<M>> evaluations(JsonNode json) {
        List<Evaluation<M>> evaluations = new ArrayList<>();
        for (JsonNode evaluation : list(json, "evaluations")) {
            String group = text(evaluation, "group");
            evaluations.add(
                    evaluation.has("failure")
                            ? new Evaluation.Failed<>(group, text(evaluation, "failure"))
                            : new Evaluation.Scored<>(
                                    group,
                                    number(evaluation, "accuracyBefore"),
                                    number(evaluation, "accuracy"),
                                    model(evaluation)));
        }
        return evaluations;
    }

    private M model(JsonNode json) {
        JsonNode model = value(json, "model", node -> !node.isNull(), "a " + models.getSimpleName());
        try {
            return JSON.treeToValue(model, models);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Invalid model: " + model + " (must be a " + models.getSimpleName() + ")", e);
        }
    }

    private static String text(JsonNode json, String key) {
        return value(json, key, JsonNode::isTextual, "text").textValue();
    }

    private static double number(JsonNode json, String key) {
        return value(json, key, JsonNode::isNumber, "a number").doubleValue();
    }

    private static int integer(JsonNode json, String key) {
        return value(json, key, JsonNode::isInt, "a whole number").intValue();
    }

    private static JsonNode list(JsonNode json, String key) {
        return value(json, key, JsonNode::isArray, "a list");
    }

    private static JsonNode value(JsonNode json, String key, Predicate<JsonNode> valid, String rule) {
        JsonNode value = json.get(key);
        if (value == null) {
            throw new IllegalArgumentException("Missing key: '" + key + "'");
        }
        if (!valid.test(value)) {
            throw new IllegalArgumentException("Invalid " + key + ": " + value + " (must be " + rule + ")");
        }
        return value;
    }
}
