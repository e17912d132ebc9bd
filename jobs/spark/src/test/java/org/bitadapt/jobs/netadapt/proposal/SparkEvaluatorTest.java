package org.bitadapt.jobs.netadapt.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.netadapt.tuning.ProposalTask;
import org.bitadapt.jobs.netadapt.tuning.Tuning;
import org.bitadapt.jobs.netadapt.tuning.TuningPart;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.resource.Macs;
import org.bitadapt.netadapt.search.Candidate;
import org.bitadapt.netadapt.search.ChannelMultiples;
import org.bitadapt.netadapt.search.Evaluation;
import org.bitadapt.netadapt.search.Proposal;
import org.bitadapt.netadapt.search.Proposals;
import org.bitadapt.netadapt.search.Round;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkEvaluatorTest {

    private static final NetworkSpec NETWORK = Networks.named("resnet8", 10);

    private final JavaSparkContext spark = LocalSpark.context();
    private final Configuration hadoop = new Configuration();
    private double arithmetic;

    @TempDir
    Path folder;

    private SearchFolder models;

    @BeforeEach
    void writeTheStart() throws IOException {
        models = new SearchFolder(folder.toUri().toString());
        models.write(
                new Evaluation.Scored<>("", 0.5, 0.5, SearchFolder.start()),
                new TrainingStart(NETWORK, parameters(1, 2, 3), new float[0]),
                hadoop);
    }

    @Test
    void everyProposalIsStoredToldAndNamed() throws IOException {
        List<Proposal> proposals = proposals();
        List<Evaluation<StoredModel>> evaluations = evaluate(new Echo(""), proposals);
        assertThat(evaluations).hasSameSizeAs(proposals).allMatch(Evaluation.Scored.class::isInstance);
        assertThat(models.finished(1, hadoop)).containsExactlyInAnyOrderElementsOf(evaluations);
        TrainingStart stored =
                models.read(SearchFolder.model(1, proposals.get(0).group()), hadoop);
        assertThat(stored.parameters()).startsWith(1, 2, 3);
        assertThat(stored.network()).isEqualTo(NETWORK);
    }

    @Test
    void aProposalThatFailsAgainAndAgainIsLeftOut() throws IOException {
        List<Proposal> proposals = proposals();
        String poison = proposals.get(1).group();
        List<Evaluation<StoredModel>> evaluations = evaluate(new Echo(poison), proposals);
        assertThat(evaluations)
                .filteredOn(Evaluation.Failed.class::isInstance)
                .singleElement()
                .isEqualTo(new Evaluation.Failed<>(poison, "IllegalStateException: poison"));
        assertThat(models.finished(1, hadoop))
                .extracting(Evaluation::group)
                .hasSize(proposals.size() - 1)
                .doesNotContain(poison);
    }

    @Test
    void resultsDoNotDependOnHowManyRunAtOnce() throws IOException {
        List<Proposal> proposals = proposals();
        evaluate(new Echo(""), proposals);
        List<float[]> together = parameters(proposals);
        for (Proposal proposal : proposals) {
            Files.delete(folder.resolve(SearchFolder.model(1, proposal.group())));
            evaluate(new Echo(""), List.of(proposal));
        }
        assertThat(parameters(proposals)).usingRecursiveComparison().isEqualTo(together);
    }

    @Test
    void partsAddUpToTheWholeAndLeaveNothingBehind() throws IOException {
        List<Proposal> three = proposals().subList(0, 3);
        List<Evaluation<StoredModel>> evaluations = evaluate(new Echo(""), three);
        assertThat(arithmetic).isEqualTo(3);
        assertThat(evaluations)
                .allMatch(evaluation -> evaluation instanceof Evaluation.Scored<StoredModel> scored
                        && scored.model().arithmeticSeconds() == 1
                        && scored.accuracy() == 0.2);
        try (Stream<Path> files = Files.list(folder.resolve(SearchHistory.folder(1)))) {
            assertThat(files.filter(file -> !file.getFileName().toString().startsWith(".")))
                    .hasSize(3);
        }
    }

    @ParameterizedTest(name = "part {0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void aPartThatIsStoredIsNotRepeated(int part) throws IOException {
        List<Proposal> three = proposals().subList(0, 3);
        Round<StoredModel> round = round(three);
        ProposalTask begun = new ProposalTask(
                1, three.get(0).group(), three.get(0).left(), round.seed(7, three.get(0)), new TuningPart(part, 4));
        models.write(
                new Evaluation.Scored<>(
                        begun.group(), 0.1, 0.1, new StoredModel(SearchFolder.model(begun), 5, 0.25 * (part + 1), "")),
                new TrainingStart(NETWORK, parameters(8), new float[0]),
                hadoop);
        evaluate(new Echo(""), three);
        assertThat(arithmetic).isEqualTo(3 - 0.25 * (part + 1));
        float[] stored =
                models.read(SearchFolder.model(1, begun.group()), hadoop).parameters();
        assertThat(stored).startsWith(8);
        assertThat(stored[stored.length - 1]).isEqualTo(part == 3 ? 0f : (float) begun.seed());
    }

    @Test
    void theTimeOfCoresIsThatOfAllOfThem() {
        assertThat(CoreTime.of(2, 3, 4)).isEqualTo(new CoreTime(6, 4));
        assertThat(new CoreTime(10, 4).minus(new CoreTime(6, 1))).isEqualTo(new CoreTime(4, 3));
    }

    /** As many parameters as the network has: the first are given, the others are 0. */
    private static float[] parameters(float... first) {
        return Arrays.copyOf(
                first, ParameterLayout.of(LoweredNetwork.of(NETWORK)).size());
    }

    private List<float[]> parameters(List<Proposal> proposals) throws IOException {
        List<float[]> all = new ArrayList<>();
        for (Proposal proposal : proposals) {
            all.add(models.read(SearchFolder.model(1, proposal.group()), hadoop).parameters());
        }
        return all;
    }

    private List<Evaluation<StoredModel>> evaluate(Tuning tuning, List<Proposal> proposals) {
        List<Evaluation<StoredModel>> evaluations = new ArrayList<>();
        SparkEvaluator evaluator = new SparkEvaluator(spark, tuning, models, 7);
        evaluator.evaluate(round(proposals), evaluations::add);
        assertThat(evaluator.cores()).isEqualTo(2);
        assertThat(evaluator.spent().seconds()).isPositive();
        arithmetic = evaluator.spent().arithmeticSeconds();
        return evaluations;
    }

    private static Round<StoredModel> round(List<Proposal> proposals) {
        return new Round<>(1, new Candidate<>(NETWORK, SearchFolder.start(), 1, 0.5), 0.9, proposals);
    }

    private static List<Proposal> proposals() {
        Macs macs = new Macs();
        return new Proposals(macs, new ChannelMultiples(8, 8))
                .next(NETWORK, 0.9 * macs.total(NETWORK)).stream().toList();
    }

    /** Gives the model back with the task's seed as its last parameter, and says that each proposal took a second. */
    private record Echo(String poison) implements Tuning {

        @Override
        public Tuned tune(Tuned soFar, ProposalTask task, Configuration hadoop) {
            if (task.group().equals(poison)) {
                throw new IllegalStateException("poison");
            }
            TrainingStart model = soFar.model();
            boolean last = task.part().isLast();
            float[] parameters = model.parameters().clone();
            if (last) {
                parameters[parameters.length - 1] = task.seed();
            }
            return new Tuned(
                    new TrainingStart(model.network(), parameters, model.velocities()),
                    0.1,
                    last ? 0.2 : 0.1,
                    soFar.arithmeticSeconds() + 1.0 / task.part().count());
        }

        @Override
        public double score(TrainingStart model, Configuration hadoop) {
            return 0.5;
        }
    }
}
