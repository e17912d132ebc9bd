package org.bitadapt.jobs.ml;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.runtime.image.Fit;
import scala.Function1;
import scala.runtime.AbstractFunction1;

/** Rules of params and columns, and the messages about broken rules. */
final class ColumnRules {

    static final String ENCODED = "encoded";
    static final String RAW = "raw";
    static final String ERROR = "error";
    static final String SKIP = "skip";
    static final String KEEP = "keep";

    private ColumnRules() {}

    /**
     * The type of a column.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    static DataType type(StructType schema, String param, String column) {
        if (!Arrays.asList(schema.fieldNames()).contains(column)) {
            throw new IllegalArgumentException("Invalid " + param + ": " + column + " (must be one of "
                    + String.join(", ", schema.fieldNames()) + ")");
        }
        return schema.apply(column).dataType();
    }

    /** A column by its name, which may have dots. */
    static Column named(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    /** The values that {@code imageFit} may have. */
    static String[] fits() {
        return Arrays.stream(Fit.values()).map(Fit::word).toArray(String[]::new);
    }

    /** The values that {@code handleInvalid} may have. */
    static String[] invalidActions() {
        return new String[] {ERROR, SKIP, KEEP};
    }

    /** A validator of image shapes: height, width and channels, which are 1 or 3. */
    static Function1<int[], Object> isImageShape() {
        return new Rule<>(
                shape -> shape.length == 3 && shape[0] > 0 && shape[1] > 0 && (shape[2] == 1 || shape[2] == 3));
    }

    /** A validator of numbers of bits: one or more, ascending, each 1 to {@code most}. */
    static Function1<int[], Object> isAscending(int most) {
        return new Rule<>(bits -> {
            int last = 0;
            for (int each : bits) {
                if (each <= last || each > most) {
                    return false;
                }
                last = each;
            }
            return last > 0;
        });
    }

    /** A validator of thresholds: each is 0 or more, and at most one is 0. */
    static Function1<double[], Object> isThresholds() {
        return new Rule<>(thresholds -> Arrays.stream(thresholds).allMatch(value -> value >= 0)
                && Arrays.stream(thresholds).filter(value -> value == 0).count() <= 1);
    }

    /** A validator as Spark takes it. */
    private static final class Rule<T> extends AbstractFunction1<T, Object> implements Serializable {

        private static final long serialVersionUID = 1;

        private final Condition<T> condition;

        Rule(Condition<T> condition) {
            this.condition = condition;
        }

        @Override
        public Object apply(T value) {
            return condition.holds(value);
        }
    }

    private interface Condition<T> extends Serializable {
        boolean holds(T value);
    }
}
