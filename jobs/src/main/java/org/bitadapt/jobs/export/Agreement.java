package org.bitadapt.jobs.export;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.bitadapt.jobs.score.ScoredRecord;

/**
 * On how many records two networks give the same class.
 *
 * @param records compared
 * @param same of these
 */
record Agreement(long records, long same) implements Serializable {

    /** Compares two scorings of one split, record by record. */
    static Agreement of(JavaRDD<ScoredRecord> first, JavaRDD<ScoredRecord> second) {
        return first.zip(second)
                .map(pair -> new Agreement(1, pair._1().predicted() == pair._2().predicted() ? 1 : 0))
                .reduce((a, b) -> new Agreement(a.records + b.records, a.same + b.same));
    }

    /** Share of the records, 0..1. */
    double share() {
        return (double) same / records;
    }
}
