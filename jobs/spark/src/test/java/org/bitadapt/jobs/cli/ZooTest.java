package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.jobs.zoo.ModelCard;
import org.bitadapt.jobs.zoo.Zoo;
import org.bitadapt.runtime.PackedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZooTest {

    @TempDir
    private Path folder;

    static List<String> names() {
        return Zoo.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aCardTellsOfItsModel(String name) {
        ModelCard card = Zoo.card(name);
        PackedModel model = PackedModel.load(Zoo.file(name));

        assertThat(card.name()).isEqualTo(name);
        assertThat(model.describe().metadata().name()).isEqualTo(card.network());
        assertThat(model.classNames()).hasSize(model.classes());
        NetworkCosts costs =
                NetworkCosts.of(PrecisionPolicy.BINARY.apply(Networks.named(card.network(), model.classes())));
        assertThat(model.describe().multiplyAccumulates()).isEqualTo(costs.macs());
        assertThat(card.accuracy()).isBetween(1.0 / model.classes(), card.float32Accuracy());
        assertThat(card.commands()).allMatch(command -> command.startsWith("bitadapt train "));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theCommandsOfACardCanBeRead(String name) {
        assertThat(Zoo.card(name).commands())
                .extracting(
                        command -> Tool.commandOf(List.of(command.split(" ")).subList(1, command.split(" ").length)))
                .allMatch("bitadapt train"::equals);
    }

    /**
     * The image shows a blue sky, a grey fuselage and wings. It is drawn, so that no image of a data set is in the
     * sources.
     */
    @Test
    void aModelOfTheZooKnowsWhatItIsShown() throws IOException {
        BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(150, 190, 230));
        graphics.fillRect(0, 0, 128, 128);
        graphics.setColor(new Color(225, 225, 230));
        graphics.fillOval(10, 56, 108, 16);
        graphics.fillPolygon(new int[] {52, 70, 96, 84}, new int[] {64, 64, 100, 100}, 4);
        graphics.fillPolygon(new int[] {56, 70, 88, 78}, new int[] {62, 62, 34, 34}, 4);
        graphics.fillPolygon(new int[] {12, 26, 18, 8}, new int[] {64, 60, 36, 36}, 4);
        ImageIO.write(image, "png", folder.resolve("airplane.png").toFile());

        Tool.Result result = Tool.run(
                "predict",
                "--model",
                "zoo:resnet20-cifar10",
                "--images",
                folder.resolve("airplane.png").toString(),
                "--output",
                folder.resolve("predictions").toString(),
                "--json");

        assertThat(result.failures()).isEmpty();
        JsonNode outcome = new ObjectMapper().readTree(result.output());
        assertThat(outcome.get("images").get(0).get("predicted").asText()).isEqualTo("airplane");
    }

    @Test
    void aModelOfTheZooCanBeTakenOutAndLookedAt() throws IOException {
        Path file = folder.resolve("model.bnn");
        assertThat(Tool.run("export", "--model", "zoo:resnet20-cifar10", "--output", file.toString())
                        .failures())
                .isEmpty();
        assertThat(file).hasBinaryContent(Zoo.file("resnet20-cifar10"));
        assertThat(Tool.run("inspect", "zoo:resnet20-cifar10").output())
                .isEqualTo(Tool.run("inspect", file.toString()).output());
    }

    @Test
    void theTableAndTheCardsAreShown() throws IOException {
        assertThat(Tool.run("zoo").output().lines()).hasSize(1 + Zoo.names().size());
        assertThat(Tool.run("zoo", "resnet20-cifar10").output())
                .contains("86.42 % of the 10,000 test images", "CIFAR-10 (Krizhevsky 2009)", "airplane, automobile");
        JsonNode model = new ObjectMapper()
                .readTree(Tool.run("zoo", "--json").output())
                .get("models")
                .get(0);
        assertThat(model.get("model").asText()).isEqualTo("zoo:resnet20-cifar10");
        assertThat(model.get("bytes").asInt()).isEqualTo(Zoo.file("resnet20-cifar10").length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zoo:resnet21", "zoo:", "zoo:../resnet20-cifar10"})
    void unknownModelsAreNamedWithThoseThatThereAre(String model) {
        Tool.Result result = Tool.run("inspect", model);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.failures())
                .containsExactly("bitadapt: Invalid model: " + model
                        + " (must be one of zoo:resnet20-cifar10). `bitadapt zoo` shows the models.");
    }

    @Test
    void whereARunIsNeededAModelOfTheZooIsRefused() {
        String output = folder.resolve("out").toString();
        assertThat(Stream.of(
                        Tool.run("export", "--model", "zoo:resnet20-cifar10", "--output", output + ".onnx"),
                        Tool.run("report", "zoo:resnet20-cifar10"),
                        Tool.run("compare", "zoo:resnet20-cifar10")))
                .allSatisfy(result -> {
                    assertThat(result.exitCode()).isEqualTo(2);
                    assertThat(result.failures()).hasSize(1);
                    assertThat(result.failures().get(0)).contains("zoo:resnet20-cifar10");
                });
        assertThat(Files.exists(Path.of(output))).isFalse();
    }
}
