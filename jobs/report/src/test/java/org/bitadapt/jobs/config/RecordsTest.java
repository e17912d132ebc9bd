package org.bitadapt.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.NetworkConfig.Precision;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tests of each record the defaults, every key set to something else, and the messages. */
class RecordsTest {

    private static TrainingJobConfig read(String hocon) {
        return TrainingJobConfig.of(Settings.text("test.conf", hocon));
    }

    private static void assertProblems(String hocon, String... problems) {
        assertThatThrownBy(() -> read(hocon))
                .isInstanceOf(BadInputException.class)
                .satisfies(error -> assertThat(error.getMessage().lines().map(String::strip))
                        .filteredOn(line -> !line.endsWith("invalid settings:"))
                        .containsExactlyInAnyOrder(problems));
    }

    @Nested
    class Data {
        @Test
        void defaults() {
            assertThat(read("").data()).isEqualTo(new DataConfig(64, new AugmentationConfig(4, true, 0, 0)));
        }

        @Test
        void everyKeyIsRead() {
            assertThat(read("data { batch = 7, augmentation { pad = 2, flip = false, brightness = 0.3, erase = 16 } }")
                            .data())
                    .isEqualTo(new DataConfig(7, new AugmentationConfig(2, false, 0.3, 16)));
        }

        @Test
        void violationsNameTheRule() {
            assertProblems(
                    "data { batch = 0, augmentation { pad = 65, erase = -1 } }",
                    "Invalid data.batch: 0 (must be 1..65536) in test.conf:1",
                    "Invalid data.augmentation.pad: 65 (must be 0..64) in test.conf:1",
                    "Invalid data.augmentation.erase: -1 (must be 0..1024) in test.conf:1");
        }
    }

    @Nested
    class Network {
        @Test
        void defaults() {
            assertThat(read("").network())
                    .isEqualTo(new NetworkConfig(
                            "resnet20",
                            Precision.BINARY,
                            WeightPrecision.INT8,
                            new WidthsConfig(List.of(1), List.of(8))));
        }

        @Test
        void everyKeyIsRead() {
            assertThat(read("""
                            network {
                              name = mine.json, precision = float32, edge-precision = binary
                              widths { weights = [1, 2, 4], maps = [4, 8] }
                            }
                            """).network())
                    .isEqualTo(new NetworkConfig(
                            "mine.json",
                            Precision.FLOAT32,
                            WeightPrecision.BINARY,
                            new WidthsConfig(List.of(1, 2, 4), List.of(4, 8))));
        }

        @Test
        void violationsNameTheRule() {
            assertProblems(
                    "network { name = \"\", precision = ternary, edge-precision = float32, widths { weights = [2, 1], maps = [9] } }",
                    "Invalid network.name: \"\" (must be not empty) in test.conf:1",
                    "Invalid network.precision: ternary (must be one of binary, float32, own) in test.conf:1",
                    "Invalid network.widths.weights: [2, 1] (must be one or more, ascending, each 1..7) in test.conf:1",
                    "Invalid network.widths.maps: [9] (must be one or more, ascending, each 1..8) in test.conf:1",
                    "Invalid network.edge-precision: float32 (must be one of int8, binary) in test.conf:1");
        }
    }

    @Test
    void edgePrecisionIsThatOfBinaryNetworksOnly() {
        assertThat(read("network.edge-precision = binary").network().policy().last())
                .isEqualTo(WeightPrecision.BINARY);
        assertThat(read("network.precision = float32").network().policy()).isEqualTo(PrecisionPolicy.FLOAT32);
    }

    @Test
    void ownPrecisionsAreThoseOfAFile() {
        NetworkSpec plain = Networks.named("resnet8", 10);
        NetworkSpec file = read("network.widths { weights = [1, 4], maps = [6, 8] }")
                .network()
                .applyTo(plain);
        assertThat(read("network { name = mine.json, precision = own }")
                        .network()
                        .applyTo(file))
                .isEqualTo(file);
        NetworkSpec binary = read("network.name = mine.json").network().applyTo(file);
        int activations = (int) file.nodes().stream()
                .filter(node -> node.layer() instanceof LayerSpec.Activation)
                .count();
        // Inner layers have 4 bits in the file and 1 bit in the settings; maps have 8 bits in both.
        assertThat(PrecisionChange.of(file, binary, "network.precision=own"))
                .hasValue("The file of resnet8 has another precision for "
                        + (file.weighted().size() - 2)
                        + " quantized layers and other widths, which network.precision=own keeps.");
        NetworkSpec floats = read("network { name = mine.json, precision = float32 }")
                .network()
                .applyTo(binary);
        assertThat(PrecisionChange.of(binary, floats, "it"))
                .hasValue("The file of resnet8 has another precision for "
                        + (binary.weighted().size() + activations) + " quantized layers, which it keeps.");
        assertThat(PrecisionChange.of(plain, binary, "it")).isEmpty();
        assertThat(PrecisionChange.of(file, file, "it")).isEmpty();
        assertProblems(
                "network.precision = own",
                "Invalid network.precision: own (must be binary or float32 for a network that is not the path of a .json"
                        + " file, as resnet20) in test.conf:1");
        assertProblems(
                "network { name = a.json, precision = own, widths.weights = [2] }",
                "Invalid network.precision: own (must be binary with network.widths; own takes the widths of the file) in"
                        + " test.conf:1");
    }

    @Test
    void widthsAreThoseOfBinaryNetworksOnly() {
        NetworkSpec network = Networks.named("resnet8", 10);
        String widths = "network.widths { weights = [1, 4], maps = [6, 8] }, ";
        NetworkSpec several = read(widths).network().applyTo(network);
        assertThat(several.widths())
                .containsExactly(new Width(1, 6), new Width(1, 8), new Width(4, 6), new Width(4, 8));
        assertThat(several.weighted().get(1).layer()).extracting("weights").isEqualTo(WeightPrecision.PLANES4);
        assertThat(read(widths + "network.precision = float32").network().applyTo(network))
                .isEqualTo(network);
        NetworkSpec one =
                read("network.widths { weights = [2], maps = [5] }").network().applyTo(network);
        assertThat(one.widths()).isEmpty();
        assertThat(one.weighted().get(1).layer()).extracting("weights").isEqualTo(WeightPrecision.PLANES2);
        assertThat(one.node("relu1").layer()).isEqualTo(new LayerSpec.Activation(MapPrecision.UINT5));
    }

    @Nested
    class Train {
        @Test
        void defaults() {
            assertThat(read("").train())
                    .isEqualTo(new TrainConfig(
                            160,
                            "",
                            "",
                            1,
                            2,
                            10,
                            0.1,
                            0.9,
                            1e-4,
                            ClassWeighting.NONE,
                            new DistillationConfig(0.5, 4),
                            new ConsistencyConfig(ConsistencyConfig.Teacher.RECURSIVE, 0),
                            Sampling.ALL,
                            true,
                            new ScheduleConfig(ScheduleConfig.Type.COSINE, 0, List.of(80, 120), 0.1),
                            Latents.FIXED,
                            new HysteresisConfig(0.1, HysteresisConfig.Scale.RELATIVE, HysteresisConfig.Growth.LINEAR),
                            new EarlyStoppingConfig(0)));
        }

        @Test
        void everyKeyIsRead() {
            TrainConfig train = read("""
                            train {
                              epochs = 3, from = runs/first, teacher = runs/float, seed = -9, workers = 4, averaging-period = 5
                              learning-rate = 0.2, momentum = 0, weight-decay = 0, class-weights = balanced
                              validation = false
                              distillation { share = 1, temperature = 2.5 }
                              consistency { teacher = widest, labels = 0.25 }
                              sampling = sandwich
                              schedule { type = step, warm-up-epochs = 1, milestones = [2], factor = 0.5 }
                              latents = free
                              hysteresis { threshold = 0, scale = absolute, growth = none }
                            }
                            """).train();
            assertThat(train)
                    .isEqualTo(new TrainConfig(
                            3,
                            "runs/first",
                            "runs/float",
                            -9,
                            4,
                            5,
                            0.2,
                            0,
                            0,
                            ClassWeighting.BALANCED,
                            new DistillationConfig(1, 2.5),
                            new ConsistencyConfig(ConsistencyConfig.Teacher.WIDEST, 0.25),
                            Sampling.SANDWICH,
                            false,
                            new ScheduleConfig(ScheduleConfig.Type.STEP, 1, List.of(2), 0.5),
                            Latents.FREE,
                            new HysteresisConfig(0, HysteresisConfig.Scale.ABSOLUTE, HysteresisConfig.Growth.NONE),
                            new EarlyStoppingConfig(0)));
            assertThat(read("train.early-stopping.patience = 6").train().earlyStopping())
                    .isEqualTo(new EarlyStoppingConfig(6));
        }

        @Test
        void violationsNameTheRule() {
            assertProblems(
                    """
                    train {
                      epochs = 0, workers = 0, averaging-period = 0, learning-rate = 0, momentum = 1, weight-decay = -1
                      schedule { warm-up-epochs = -1, milestones = [3, 3], factor = 0 }
                      hysteresis.threshold = -0.1
                      early-stopping.patience = -1
                      class-weights = inverse
                      distillation { share = 1.5, temperature = 0 }
                      consistency.labels = -1
                    }
                    """,
                    "Invalid train.class-weights: inverse (must be one of none, balanced) in test.conf:6",
                    "Invalid train.epochs: 0 (must be 1 or more) in test.conf:2",
                    "Invalid train.workers: 0 (must be 1..4096) in test.conf:2",
                    "Invalid train.averaging-period: 0 (must be 1 or more) in test.conf:2",
                    "Invalid train.learning-rate: 0.0 (must be finite and above 0.0) in test.conf:2",
                    "Invalid train.momentum: 1.0 (must be 0 or more and below 1) in test.conf:2",
                    "Invalid train.weight-decay: -1.0 (must be finite and 0.0 or more) in test.conf:2",
                    "Invalid train.distillation.share: 1.5 (must be 0 to 1) in test.conf:7",
                    "Invalid train.distillation.temperature: 0.0 (must be finite and above 0.0) in test.conf:7",
                    "Invalid train.consistency.labels: -1.0 (must be 0 to 1) in test.conf:8",
                    "Invalid train.schedule.warm-up-epochs: -1 (must be 0 or more) in test.conf:3",
                    "Invalid train.schedule.milestones: [3, 3] (must be rising, each 1 or more) in test.conf:3",
                    "Invalid train.schedule.factor: 0.0 (must be above 0, at most 1) in test.conf:3",
                    "Invalid train.hysteresis.threshold: -0.1 (must be finite and 0.0 or more) in test.conf:4",
                    "Invalid train.early-stopping.patience: -1 (must be 0 or more) in test.conf:5");
        }

        @Test
        void earlyStoppingNeedsValidation() {
            assertProblems(
                    "train { validation = false, early-stopping.patience = 3 }",
                    "Invalid train.early-stopping.patience: 3 (must be 0 without validation) in test.conf:1");
        }
    }

    @Nested
    class Resources {
        @Test
        void defaults() {
            assertThat(read("").resources()).isEqualTo(new ResourcesConfig(1));
        }

        @Test
        void everyKeyIsRead() {
            assertThat(read("resources.threads = 8").resources()).isEqualTo(new ResourcesConfig(8));
        }

        @Test
        void violationsNameTheRule() {
            assertProblems("resources.threads = 257", "Invalid resources.threads: 257 (must be 1..256) in test.conf:1");
        }
    }
}
