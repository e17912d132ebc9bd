package org.bitadapt.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** Tests counts against those of Spark MLlib. */
class TallyTest {

    private static final int CLASSES = 5;

    @Test
    void theCountsAreThoseOfMllib() {
        JavaRDD<ScoredRecord> records = records(200, 3);
        Tally tally = Tally.of(records, CLASSES);
        MulticlassMetrics metrics = new MulticlassMetrics(
                records.map(record -> new Tuple2<Object, Object>((double) record.predicted(), (double) record.label()))
                        .rdd());

        assertThat(tally.records()).isEqualTo(200);
        assertThat(tally.accuracy()).isEqualTo(metrics.accuracy());
        for (int label = 0; label < CLASSES; label++) {
            for (int predicted = 0; predicted < CLASSES; predicted++) {
                assertThat((double) tally.confusion()[label][predicted])
                        .isEqualTo(metrics.confusionMatrix().apply(label, predicted));
            }
        }
        EvaluationResult result = EvaluationResult.of(List.of("a", "b", "c", "d", "e"), tally.confusion());
        assertThat(result.perClass()).allSatisfy(figures -> {
            double label = figures.name().charAt(0) - 'a';
            assertThat(figures.precision()).isCloseTo(metrics.precision(label), within(1e-12));
            assertThat(figures.recall()).isCloseTo(metrics.recall(label), within(1e-12));
            assertThat(figures.f1()).isCloseTo(metrics.fMeasure(label), within(1e-12));
        });
        double loss = records.collect().stream()
                .mapToDouble(record -> -Math.log(record.probabilities()[record.label()]))
                .sum();
        assertThat(tally.meanLoss()).isCloseTo(loss / 200, within(1e-6));
    }

    @Test
    void nothingCountsAsNothing() {
        Tally tally = Tally.of(records(0, 2), CLASSES);
        assertThat(tally.records()).isZero();
        assertThat(tally.accuracy()).isZero();
        assertThat(tally.meanLoss()).isZero();
    }

    private static JavaRDD<ScoredRecord> records(int count, int partitions) {
        Random random = new Random(7);
        List<ScoredRecord> records =
                IntStream.range(0, count).mapToObj(i -> record(i, random)).toList();
        return JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext())
                .parallelize(records, partitions);
    }

    private static ScoredRecord record(int number, Random random) {
        float[] scores = new float[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            scores[i] = (float) random.nextGaussian();
        }
        return new ScoredRecord("id-" + number, random.nextInt(CLASSES), scores);
    }
}
