package org.bitadapt.jobs.ml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** A name by which people can find a row: its place, and its columns of numbers and short texts. */
final class RowName {

    private static final int MOST_COLUMNS = 6;
    private static final int MOST_CHARACTERS = 80;
    private static final String ORIGIN = "origin";

    private RowName() {}

    /**
     * The name of a row of the partition that the calling task works on, such as {@code row 3 of partition 0 (id =
     * 17)}.
     *
     * @param number the number of the row in its partition, from 1
     */
    static String of(Row row, long number) {
        String columns = columns(row);
        return "row " + number + " of partition " + TaskContext.getPartitionId()
                + (columns.isEmpty() ? "" : " (" + columns + ")");
    }

    /** The names and values of a row's columns, such as {@code id = 17}; empty if no column can be shown. */
    static String columns(Row row) {
        List<String> columns = new ArrayList<>();
        StructType schema = row.schema();
        for (int i = 0; schema != null && i < schema.length() && columns.size() < MOST_COLUMNS; i++) {
            add(columns, schema.apply(i), row.get(i));
        }
        return String.join(", ", columns);
    }

    /** The names of the first columns that can be shown and that no other column shares its name with. */
    static List<String> shown(StructType schema) {
        List<String> names = List.of(schema.fieldNames());
        return Arrays.stream(schema.fields())
                .filter(field -> isShown(field.dataType()))
                .map(StructField::name)
                .filter(name -> names.stream().filter(name::equalsIgnoreCase).count() == 1)
                .limit(MOST_COLUMNS)
                .toList();
    }

    private static void add(List<String> columns, StructField field, Object value) {
        if (value instanceof Row image && image.schema() != null && contains(image.schema(), ORIGIN)) {
            columns.add(ORIGIN + " = " + shortened(image.getAs(ORIGIN)));
        } else if (value != null && isShown(field.dataType())) {
            columns.add(field.name() + " = " + shortened(value));
        }
    }

    private static boolean contains(StructType schema, String name) {
        return List.of(schema.fieldNames()).contains(name);
    }

    /** Whether values of a type are short and say something. */
    private static boolean isShown(DataType type) {
        return type instanceof NumericType
                || type instanceof StringType
                || type instanceof DateType
                || type instanceof TimestampType;
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }
}
