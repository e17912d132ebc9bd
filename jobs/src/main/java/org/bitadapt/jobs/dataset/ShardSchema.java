package org.bitadapt.jobs.dataset;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** The columns of a shard. */
final class ShardSchema {

    static final String ID = "id";
    static final String LABEL = "label";
    static final String IMAGE = "image";

    static final MessageType COLUMNS = Types.buildMessage()
            .required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(ID)
            .required(PrimitiveTypeName.INT32)
            .named(LABEL)
            .required(PrimitiveTypeName.BINARY)
            .named(IMAGE)
            .named("record");

    private ShardSchema() {}
}
