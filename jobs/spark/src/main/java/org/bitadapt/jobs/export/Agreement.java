package org.bitadapt.jobs.export;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.bitadapt.jobs.score.ScoredRecord;

/**
 * The number of records on which two networks give the same class.
 *
 * @param records the number of records that were compared
 * @param same the number of records on which both networks give the same class
 */
record Agreement(long records, long same) implements Serializable {

    /** Compares two scorings of one split, record by record. */
    static Agreement of(JavaRDD<ScoredRecord> first, JavaRDD<ScoredRecord> second) {
        return first.zip(second)
                .map(pair -> new Agreement(1, pair._1().predicted() == pair._2().predicted() ? 1 : 0))
                .reduce((a, b) -> new Agreement(a.records + b.records, a.same + b.same));
    }

    /** The share of the records on which both networks give the same class, 0..1. */
    double share() {
        return (double) same / records;
    }
}
