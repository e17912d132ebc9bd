package org.bitadapt.jobs.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Checks a tree against the part of JSON Schema that custom resources of Kubernetes use. */
final class SchemaCheck {

    private final List<String> problems = new ArrayList<>();

    private SchemaCheck() {}

    static List<String> problems(JsonNode schema, JsonNode value) {
        SchemaCheck check = new SchemaCheck();
        check.check("spec", schema, value);
        return check.problems;
    }

    private void check(String path, JsonNode schema, JsonNode value) {
        if (schema.has("type") && !hasType(value, schema.get("type").asText())) {
            problems.add(path + " is no " + schema.get("type").asText());
            return;
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            problems.add(path + " is " + value.asText() + ", not one of " + schema.get("enum"));
        }
        if (schema.has("minimum") && value.asDouble() < schema.get("minimum").asDouble()) {
            problems.add(path + " is below " + schema.get("minimum"));
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                problems.add(path + "." + name.asText() + " is missing");
            }
        });
        if (value.isArray()) {
            value.forEach(element -> check(path + "[]", schema.path("items"), element));
        } else if (value.isObject()) {
            checkFields(path, schema, value);
        }
    }

    private void checkFields(String path, JsonNode schema, JsonNode value) {
        value.fields().forEachRemaining(field -> {
            String name = path + "." + field.getKey();
            JsonNode own = schema.path("properties").path(field.getKey());
            if (!own.isMissingNode()) {
                check(name, own, field.getValue());
            } else if (schema.has("additionalProperties")) {
                check(name, schema.get("additionalProperties"), field.getValue());
            } else if (schema.has("properties")
                    && !(path.equals("spec") && field.getKey().equals("template"))) {
                // The template of a schedule is an application, which has a schema of its own.
                problems.add(name + " is unknown");
            }
        });
    }

    private static boolean hasType(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> throw new AssertionError("No type " + type);
        };
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        boolean found = false;
        for (JsonNode candidate : values) {
            found |= candidate.equals(value);
        }
        return found;
    }
}
