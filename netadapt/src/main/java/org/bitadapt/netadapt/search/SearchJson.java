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
 * <p>Only the first network is written out; the other networks follow from the cuts of the proposals. A search of several
 * resources also has in each iteration which of them it {@code saved}, and the amount of the searched resource that the
 * winner {@code used}.
 *
 * @param <M> the type of models: text, or a record of texts and numbers
 */
public final class SearchJson<M> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String LAYER = "layer";
    private static final String SAVED = "saved";
    private static final String USED = "used";

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
        if (!iteration.saved().isEmpty()) {
            json.put(SAVED, iteration.saved()).put(USED, iteration.winner().resource());
        }
        ArrayNode proposals = json.putArray("proposals");
        for (Proposal proposal : iteration.proposals()) {
            Cut cut = proposal.cut();
            proposals
                    .addObject()
                    .put(cut instanceof Cut.Planes ? LAYER : "group", cut.part())
                    .put(cut.unit(), cut.left())
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
        Candidate<M> winner = winner(group, proposals, evaluations);
        boolean several = json.has(SAVED);
        return new Iteration<>(
                integer(json, "number"),
                number(json, "constraint"),
                several ? text(json, SAVED) : "",
                List.copyOf(proposals.values()),
                evaluations,
                group,
                several
                        ? new Candidate<>(winner.network(), winner.model(), number(json, USED), winner.accuracy())
                        : winner);
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
            Cut cut = cut(proposal);
            boolean feasible = value(proposal, "feasible", JsonNode::isBoolean, "true or false")
                    .booleanValue();
            proposals.put(cut.name(), new Proposal(cut, cut.of(groups), number(proposal, "resource"), feasible));
        }
        return proposals;
    }

    private static Cut cut(JsonNode proposal) {
        return proposal.has(LAYER)
                ? new Cut.Planes(text(proposal, LAYER), integer(proposal, "planes"))
                : new Cut.Channels(text(proposal, "group"), integer(proposal, "channels"));
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
