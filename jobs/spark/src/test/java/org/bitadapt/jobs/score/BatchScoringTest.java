package org.bitadapt.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.model.Scorer;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests when scorers are closed. */
class BatchScoringTest {

    private static final JavaSparkContext SPARK = LocalSpark.context();
    private static final int IMAGES = 35;
    private static final int PARTITIONS = 7;
    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final AtomicInteger MOST_OPEN = new AtomicInteger();

    /** Gives an image of one byte this byte as its only score. */
    private static final class Echo implements Scorer {

        Echo() {
            OPENED.incrementAndGet();
            MOST_OPEN.accumulateAndGet(OPEN.incrementAndGet(), Math::max);
        }

        @Override
        public int maximumBatch() {
            return 3;
        }

        @Override
        public void score(ByteBuffer pixels, int images, FloatBuffer scores) {
            for (int i = 0; i < images; i++) {
                scores.put(i, pixels.get(i));
            }
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }

    @BeforeEach
    void forget() {
        OPENED.set(0);
        OPEN.set(0);
        MOST_OPEN.set(0);
    }

    private static JavaRDD<Float> scored() {
        List<Integer> images = IntStream.range(0, IMAGES).boxed().toList();
        return SPARK.parallelize(images, PARTITIONS)
                .map(i -> new BatchScoring.Image("", -1, new byte[] {i.byteValue()}))
                .mapPartitions(part -> new BatchScoring(part, 1, 1, new Echo()))
                .map(record -> record.scores()[0]);
    }

    /** One task may read all partitions of a coalesced table. */
    @Test
    void aScorerIsClosedBeforeTheTaskOpensAnother() {
        List<Float> expected =
                IntStream.range(0, IMAGES).mapToObj(i -> (float) i).toList();
        assertThat(scored().coalesce(1).collect()).isEqualTo(expected);
        assertThat(OPENED).hasValue(PARTITIONS);
        assertThat(MOST_OPEN).hasValue(1);
        assertThat(OPEN).hasValue(0);
    }

    @Test
    void theEndOfATaskClosesAScorerOnce() {
        assertThat(scored().take(2)).containsExactly(0f, 1f);
        assertThat(OPENED).hasValue(1);
        assertThat(OPEN).hasValue(0);
    }
}
