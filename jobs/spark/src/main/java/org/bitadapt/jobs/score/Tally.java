package org.bitadapt.jobs.score;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;

/**
 * The counts of right and wrong answers.
 *
 * @param confusion the numbers of records, {@code [label][predicted]}
 * @param lossSum the cross-entropy summed over the records
 */
@SuppressWarnings("ArrayRecordComponent") // a matrix of counters, never compared
public record Tally(long[][] confusion, double lossSum) implements Serializable {

    /** Counts scored records; the sums are taken in the order of the partitions. */
    public static Tally of(JavaRDD<ScoredRecord> records, int classes) {
        return records
                .mapPartitions(partition -> {
                    Tally tally = new Tally(new long[classes][classes], 0);
                    while (partition.hasNext()) {
                        tally = tally.plus(partition.next());
                    }
                    return java.util.List.of(tally).iterator();
                })
                .collect()
                .stream()
                .reduce(new Tally(new long[classes][classes], 0), Tally::plus);
    }

    private Tally plus(ScoredRecord record) {
        confusion[record.label()][record.predicted()]++;
        return new Tally(confusion, lossSum + record.loss());
    }

    private Tally plus(Tally other) {
        for (int label = 0; label < confusion.length; label++) {
            for (int predicted = 0; predicted < confusion.length; predicted++) {
                confusion[label][predicted] += other.confusion[label][predicted];
            }
        }
        return new Tally(confusion, lossSum + other.lossSum);
    }

    /** The number of records that were counted. */
    public long records() {
        long records = 0;
        for (long[] row : confusion) {
            for (long count : row) {
                records += count;
            }
        }
        return records;
    }

    /** The share of records whose predicted class is their label; 0 without records. */
    public double accuracy() {
        long right = 0;
        for (int i = 0; i < confusion.length; i++) {
            right += confusion[i][i];
        }
        return (double) right / Math.max(1, records());
    }

    /** The mean cross-entropy in nats; 0 without records. */
    public double meanLoss() {
        return lossSum / Math.max(1, records());
    }
}
