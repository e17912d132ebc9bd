package org.bitadapt.jobs.dataset;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/**
 * Copies the columns of a shard straight into a {@link DecodedShard.Builder}, one copy a value and no object a record.
 * The "records" that Parquet's reader returns are row numbers.
 */
final class ShardReadSupport extends ReadSupport<Integer> {

    private final DecodedShard.Builder shard;
    private final int imageBytes;
    private final int classes;

    ShardReadSupport(DecodedShard.Builder shard, int imageBytes, int classes) {
        this.shard = shard;
        this.imageBytes = imageBytes;
        this.classes = classes;
    }

    @Override
    public ReadContext init(InitContext context) {
        MessageType file = context.getFileSchema();
        MessageType wanted = new MessageType(
                file.getName(),
                file.getType(ShardSchema.ID),
                file.getType(ShardSchema.LABEL),
                file.getType(ShardSchema.IMAGE));
        return new ReadContext(wanted);
    }

    @Override
    public RecordMaterializer<Integer> prepareForRead(
            Configuration configuration, Map<String, String> metadata, MessageType file, ReadContext context) {
        return new Rows();
    }

    private final class Rows extends RecordMaterializer<Integer> {

        private final Columns columns = new Columns();

        @Override
        public Integer getCurrentRecord() {
            return shard.row() - 1;
        }

        @Override
        public GroupConverter getRootConverter() {
            return columns;
        }
    }

    private final class Columns extends GroupConverter {

        private int valuesInRow;

        private final Converter id = new PrimitiveConverter() {
            @Override
            public void addBinary(Binary value) {
                shard.id(value.toByteBuffer());
                valuesInRow++;
            }
        };

        private final Converter label = new PrimitiveConverter() {
            @Override
            public void addInt(int value) {
                require(value >= 0 && value < classes, "label: " + value, "0.." + (classes - 1));
                shard.label(value);
                valuesInRow++;
            }
        };

        private final Converter image = new PrimitiveConverter() {
            @Override
            public void addBinary(Binary value) {
                ByteBuffer pixels = value.toByteBuffer();
                require(pixels.remaining() == imageBytes, "image: " + pixels.remaining() + " bytes", imageBytes + "");
                shard.pixels(pixels);
                valuesInRow++;
            }
        };

        @Override
        public Converter getConverter(int field) {
            return switch (field) {
                case 0 -> id;
                case 1 -> label;
                default -> image;
            };
        }

        @Override
        public void start() {
            require(!shard.isFull(), "record count: more than " + shard.row(), "that of the manifest");
            valuesInRow = 0;
        }

        @Override
        public void end() {
            require(valuesInRow == 3, "value count: " + valuesInRow, "3, one per column");
            shard.endRow();
        }

        private void require(boolean valid, String what, String rule) {
            if (!valid) {
                throw new InvalidDatasetException(
                        "Invalid " + what + " in record " + shard.row() + " (must be " + rule + ")");
            }
        }
    }
}
