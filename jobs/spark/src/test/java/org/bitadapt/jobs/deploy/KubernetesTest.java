package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.package$;
import org.bitadapt.jobs.cli.Tool;
import org.bitadapt.jobs.command.Version;
import org.bitadapt.jobs.files.ProjectFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the manifests against the fields that the Spark operator declares, and against the rest of the project. */
class KubernetesTest {

    private static final Path FOLDER = ProjectFiles.at("deploy/kubernetes");
    private static final List<String> JOBS = List.of("pipeline.yaml", "nightly.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonNode SCHEMAS = schemas();

    @TempDir
    private static Path logs;

    @ParameterizedTest
    @ValueSource(strings = {"pipeline.yaml", "nightly.yaml"})
    void theOperatorKnowsEveryFieldAndMissesNone(String file) throws IOException {
        JsonNode manifest = only(file);
        assertThat(manifest.get("apiVersion").asText()).isEqualTo("sparkoperator.k8s.io/v1beta2");
        assertThat(SchemaCheck.problems(SCHEMAS.get(manifest.get("kind").asText()), manifest.get("spec")))
                .isEmpty();
        assertThat(SchemaCheck.problems(SCHEMAS.get("SparkApplication"), application(file)))
                .isEmpty();
    }

    @Test
    void theCheckFindsWhatIsWrong() throws IOException {
        ObjectNode wrong = application("pipeline.yaml");
        wrong.remove("mainApplicationFile");
        wrong.put("mode", "clustr").put("mainclass", "x");
        ((ObjectNode) wrong.get("executor")).put("instances", "2");
        assertThat(SchemaCheck.problems(SCHEMAS.get("SparkApplication"), wrong))
                .containsExactlyInAnyOrder(
                        "spec.mainApplicationFile is missing",
                        "spec.mode is clustr, not one of [\"cluster\",\"client\"]",
                        "spec.mainclass is unknown",
                        "spec.executor.instances is no integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipeline.yaml", "nightly.yaml"})
    void theyRunWhatTheImageHolds(String file) throws IOException {
        JsonNode application = application(file);
        String dockerfile = Files.readString(ProjectFiles.at("deploy/docker/Dockerfile"));
        String jar = application.get("mainApplicationFile").asText().replace("local://", "");
        assertThat(dockerfile).contains(" " + jar + "\n");
        assertThat(application.get("sparkVersion").asText()).isEqualTo(package$.MODULE$.SPARK_VERSION());
        assertThat(application.get("image").asText()).isEqualTo("registry.example/bitadapt:" + Version.current());
        assertThat(application.get("mainClass").asText()).isEqualTo("org.bitadapt.jobs.cli.BitAdapt");
        List<String> arguments = texts(application.get("arguments"));
        assertThat(Tool.commandOf(arguments)).isEqualTo("bitadapt pipeline run");
        assertThat(arguments)
                .filteredOn(argument -> argument.startsWith("--config="))
                .allSatisfy(argument -> assertThat(ProjectFiles.at(argument.substring("--config=".length())))
                        .isRegularFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipeline.yaml", "nightly.yaml"})
    void podsAreRestrictedAndMountTheClaim(String file) throws IOException {
        JsonNode application = application(file);
        String claim =
                application.at("/volumes/0/persistentVolumeClaim/claimName").asText();
        assertThat(documents("storage.yaml").get(0).at("/metadata/name").asText())
                .isEqualTo(claim);
        for (String pod : List.of("driver", "executor")) {
            JsonNode security = application.get(pod).get("securityContext");
            assertThat(security.get("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.get("runAsUser").asInt()).isEqualTo(185);
            assertThat(security.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(texts(security.at("/capabilities/drop"))).containsExactly("ALL");
            String folder =
                    application.at("/" + pod + "/volumeMounts/0/mountPath").asText();
            assertThat(texts(application.get("arguments"))).anyMatch(argument -> argument.contains("=" + folder + "/"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipeline.yaml", "nightly.yaml"})
    void theyHaveTheSettingsOfSecureClusters(String file) throws IOException {
        JsonNode settings = application(file).get("sparkConf");
        assertThat(SparkSettingsTest.settings("spark-secure.conf"))
                .hasSizeGreaterThan(5)
                .allSatisfy((key, value) ->
                        assertThat(settings.path(key).asText()).as(key).isEqualTo(value));
    }

    @Test
    void onlyTheJobAndTheMonitoringReachPods() throws IOException {
        List<JsonNode> policies = documents("network.yaml");
        assertThat(policies).extracting(policy -> policy.get("kind").asText()).containsOnly("NetworkPolicy");
        assertThat(policies)
                .extracting(policy -> policy.at("/metadata/namespace").asText())
                .containsOnly(only("pipeline.yaml").at("/metadata/namespace").asText());
        JsonNode own = policies.get(0).get("spec");
        assertThat(own.at("/ingress/0/from/0/podSelector")).isEqualTo(own.get("podSelector"));
        assertThat(own.at("/ingress/0/from/0/podSelector/matchExpressions/0/key")
                        .asText())
                .isEqualTo("spark-role");
        JsonNode metrics = policies.get(1).get("spec");
        assertThat(metrics.at("/ingress/0/ports/0/port").asText())
                .isEqualTo(application("pipeline.yaml")
                        .at("/sparkConf")
                        .get("spark.kubernetes.driver.annotation.prometheus.io/port")
                        .asText());
    }

    @Test
    void theDriverMayNotDoMoreThanItMust() throws IOException {
        List<JsonNode> documents = documents("rbac.yaml");
        assertThat(documents)
                .extracting(document -> document.get("kind").asText())
                .containsExactly("ServiceAccount", "Role", "RoleBinding");
        String account = documents.get(0).at("/metadata/name").asText();
        assertThat(application("pipeline.yaml").at("/driver/serviceAccount").asText())
                .isEqualTo(account);
        assertThat(documents.get(2).at("/subjects/0/name").asText()).isEqualTo(account);
        assertThat(documents.get(2).at("/roleRef/name").asText())
                .isEqualTo(documents.get(1).at("/metadata/name").asText());
        for (JsonNode rule : documents.get(1).get("rules")) {
            assertThat(texts(rule.get("resources"))).isSubsetOf("pods", "configmaps", "services");
            assertThat(texts(rule.get("verbs"))).doesNotContain("*").contains("create", "delete");
        }
    }

    private static JsonNode schemas() {
        try (var in = KubernetesTest.class.getResourceAsStream("spark-operator-v1beta2.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The application of a manifest; for a schedule, the application that it runs. */
    private static ObjectNode application(String file) throws IOException {
        JsonNode spec = only(file).get("spec");
        return (ObjectNode) (spec.has("template") ? spec.get("template") : spec);
    }

    private static JsonNode only(String file) throws IOException {
        List<JsonNode> documents = documents(file);
        assertThat(documents).hasSize(1);
        return documents.get(0);
    }

    private static List<JsonNode> documents(String file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text(file))) {
            values.forEachRemaining(documents::add);
        }
        return documents;
    }

    /** The text of a job as {@code manifest} prints it; the text of another file as it is. */
    private static String text(String file) throws IOException {
        if (!JOBS.contains(file)) {
            return Files.readString(FOLDER.resolve(file));
        }
        try {
            Script.Result result = Script.named("kubernetes/manifest", logs)
                    .run(file.replace(".yaml", ""), "registry.example/bitadapt");
            assertThat(result.exitCode()).isZero();
            return String.join("\n", result.out());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
