package org.bitadapt.jobs.dataset;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The columns of a shard. */
final class ShardSchema {

    static final String ID = "id";
    static final String LABEL = "label";
    static final String IMAGE = "image";

    private static final MessageType COLUMNS = Types.buildMessage()
            .required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(ID)
            .required(PrimitiveTypeName.INT32)
            .named(LABEL)
            .required(PrimitiveTypeName.BINARY)
            .named(IMAGE)
            .named("record");

    private ShardSchema() {}

    /** The schema of the id, the label and further columns. */
    static MessageType withoutImage(List<Column> further) {
        List<Type> fields = new ArrayList<>(with(further).getFields());
        fields.removeIf(field -> field.getName().equals(IMAGE));
        return new MessageType(COLUMNS.getName(), fields);
    }

    /** The schema of the three columns that every shard has, and of further columns. */
    static MessageType with(List<Column> further) {
        List<Type> fields = new ArrayList<>(COLUMNS.getFields());
        for (Column column : further) {
            fields.add(
                    switch (column.type()) {
                        case TEXT ->
                            Types.required(PrimitiveTypeName.BINARY)
                                    .as(LogicalTypeAnnotation.stringType())
                                    .named(column.name());
                        case WHOLE -> Types.required(PrimitiveTypeName.INT32).named(column.name());
                        case REAL -> Types.required(PrimitiveTypeName.DOUBLE).named(column.name());
                    });
        }
        return new MessageType(COLUMNS.getName(), fields);
    }
}
