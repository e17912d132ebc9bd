package org.bitadapt.jobs.ml;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.jobs.dataset.ClassNames;

/**
 * The column of labels, and the names of their classes.
 *
 * @param name the name of the column
 * @param classes the names of the classes, one per label
 */
record LabelColumn(String name, List<String> classes) implements Serializable {

    /**
     * The most classes that need no names; without this limit, a column of ids as labels would make millions of
     * classes.
     */
    private static final int MOST_UNNAMED = 10_000;

    LabelColumn {
        classes = List.copyOf(ClassNames.require(classes));
        if (classes.size() < 2) {
            throw new IllegalArgumentException(
                    "Invalid classes: " + classes + " in column " + name + " (must be at least 2)");
        }
    }

    /**
     * Checks the column that params name.
     *
     * @throws IllegalArgumentException if there is no such column, or it has no numbers
     */
    static void check(TrainingParams<?> params, StructType schema) {
        DataType type = ColumnRules.type(schema, "labelCol", params.getLabelCol());
        if (!(type instanceof NumericType)) {
            throw new IllegalArgumentException("Invalid type of column " + params.getLabelCol() + ": "
                    + type.catalogString() + " (must be numeric; StringIndexer makes labels of texts)");
        }
    }

    /**
     * The label column of a table. Its classes are those of the param, those of the column's metadata, or as many as
     * the largest label tells.
     *
     * @throws IllegalArgumentException if a label is no whole number from 0, or there are no rows
     */
    static LabelColumn of(TrainingParams<?> params, Dataset<?> rows) {
        String name = params.getLabelCol();
        List<String> named = names(params, rows.schema());
        int limit = named.isEmpty() ? MOST_UNNAMED : named.size();
        Column label = ColumnRules.named(name).cast(DataTypes.DoubleType);
        Column bad = label.isNull()
                .or(label.isNaN())
                .or(label.lt(0))
                .or(label.geq(limit))
                .or(label.notEqual(floor(label)));
        Row seen = rows.agg(
                        count(lit(1)),
                        max(label),
                        max(when(bad, coalesce(ColumnRules.named(name).cast(DataTypes.StringType), lit("null")))))
                .first();
        if (seen.getLong(0) == 0) {
            throw new IllegalArgumentException("Invalid training table: no rows (must have at least one)");
        }
        if (!seen.isNullAt(2)) {
            String rule = named.isEmpty() ? "; set classNames for more classes" : ", one per class";
            throw new IllegalArgumentException("Invalid label: " + seen.getString(2) + " in column " + name
                    + " (must be a whole number 0.." + (limit - 1) + rule + ")");
        }
        return new LabelColumn(name, named.isEmpty() ? numbered((int) seen.getDouble(1) + 1) : named);
    }

    private static List<String> names(TrainingParams<?> params, StructType schema) {
        List<String> described = described(params, schema);
        if (!params.isSet(params.classNames())) {
            return described;
        }
        List<String> given = List.of(params.getClassNames());
        if (!described.isEmpty() && ClassNames.positions(given, described).isEmpty()) {
            throw new IllegalArgumentException(
                    ClassNames.differ("column " + params.getLabelCol(), described, "param classNames", given, "")
                            .getMessage());
        }
        // Labels are numbers of the names in the column's metadata, so these names decide the order.
        return described.isEmpty() ? given : described;
    }

    private static List<String> described(TrainingParams<?> params, StructType schema) {
        boolean described = schema.apply(params.getLabelCol()).metadata().contains("ml_attr");
        if (described
                && Attribute.fromStructField(schema.apply(params.getLabelCol())) instanceof NominalAttribute nominal
                && nominal.values().isDefined()) {
            return List.of(nominal.values().get());
        }
        return List.of();
    }

    private static List<String> numbered(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }
}
