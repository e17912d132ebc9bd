package org.bitadapt.jobs.netadapt.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.jobs.cli.TinyRuns;
import org.bitadapt.jobs.config.AdaptationJobConfig;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.netadapt.job.BaseModel;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.jobs.train.TeacherBroadcast;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortTermTuningTest {

    private static final Configuration HADOOP = new Configuration();
    private static TinyRuns runs;

    @BeforeAll
    static void train() throws IOException {
        runs = TinyRuns.make();
    }

    /** An AlexNet has dropout, whose seeds depend on the step as the learning rate does. */
    @ParameterizedTest
    @ValueSource(strings = {"binary", "float32"})
    void partsEndWithTheModelOfATuningInOneGo(String precision) throws IOException {
        ShortTermTuning tuning = new ShortTermTuning(recipe());
        NetworkSpec network = PrecisionPolicy.of(precision).apply(Networks.named("alexnet-cifar", 10));
        ComputationGraph graph = tuning.recipe().graph(network, 3);
        Tuning.Tuned start = new Tuning.Tuned(
                new TrainingStart(network, graph.params().toFloatVector(), NetworkGraph.velocities(graph)), 0, 0, 0);
        String group = ChannelGroups.of(network).prunable().get(1).name();

        Tuning.Tuned whole = tuning.tune(start, new ProposalTask(1, group, 8, 5, TuningPart.WHOLE), HADOOP);
        Tuning.Tuned inParts = start;
        for (int part = 0; part < 3; part++) {
            inParts = tuning.tune(inParts, new ProposalTask(1, group, 8, 5, new TuningPart(part, 3)), HADOOP);
        }

        assertThat(inParts.model().parameters()).isEqualTo(whole.model().parameters());
        assertThat(inParts.model().velocities()).isEqualTo(whole.model().velocities());
        assertThat(inParts.accuracyBefore()).isEqualTo(whole.accuracyBefore());
        assertThat(inParts.accuracy()).isEqualTo(whole.accuracy());
    }

    @Test
    void aTeacherChangesWhatIsTuned() throws IOException {
        TuningRecipe plain = recipe();
        NetworkSpec network = BaseModel.open(runs.training(), HADOOP).key().network();
        ComputationGraph graph = plain.graph(network, 3);
        Tuning.Tuned start = new Tuning.Tuned(
                new TrainingStart(network, graph.params().toFloatVector(), NetworkGraph.velocities(graph)), 0, 0, 0);
        ProposalTask task =
                new ProposalTask(1, ChannelGroups.of(network).prunable().get(1).name(), 8, 5, TuningPart.WHOLE);
        Settings taught = settings().set("train.teacher=" + runs.training());
        AdaptationJobConfig config = AdaptationJobConfig.of(taught);
        TeacherBroadcast teacher = TeacherBroadcast.open(
                        config.train(), plain.dataset(), plain.engine(network).options(), LocalSpark.context())
                .orElseThrow();
        TuningRecipe withTeacher =
                new TuningRecipe(plain.dataset(), plain.pixels(), plain.settlement(), config, teacher);

        float[] alone =
                new ShortTermTuning(plain).tune(start, task, HADOOP).model().parameters();
        float[] learned = new ShortTermTuning(withTeacher)
                .tune(start, task, HADOOP)
                .model()
                .parameters();

        assertThat(learned).hasSameSizeAs(alone).isNotEqualTo(alone);
    }

    private static Settings settings() {
        return Settings.reference()
                .set("data.batch=16")
                .set("netadapt.short-term.images=64")
                .set("netadapt.short-term.held-out=20");
    }

    private static TuningRecipe recipe() throws IOException {
        EngineKey key = BaseModel.open(runs.training(), HADOOP).key();
        return new TuningRecipe(
                Dataset.open(new Path(runs.dataset()), HADOOP),
                key.pixels(),
                key.settlement().grown(),
                AdaptationJobConfig.of(settings()),
                null);
    }
}
