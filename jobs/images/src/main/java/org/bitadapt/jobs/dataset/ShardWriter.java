package org.bitadapt.jobs.dataset;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Writes shards. The same records give the same {@link Shard} and the same bytes.
 *
 * <p>Pixels are stored uncompressed: photographs shrink by a few percent only, and training waits for their reading.
 */
public final class ShardWriter {

    private static final int PAGE_BYTES = 1 << 20;

    private final Path folder;
    private final Configuration configuration;
    private final List<Column> further;

    /**
     * @param folder the folder of the data set, or the folder where it is staged
     * @param configuration the configuration of the folder's file system
     */
    public ShardWriter(Path folder, Configuration configuration) {
        this(folder, configuration, List.of());
    }

    /**
     * A writer of records with further columns.
     *
     * @param further the columns, in the order of the records' values
     */
    public ShardWriter(Path folder, Configuration configuration, List<Column> further) {
        this.folder = folder;
        this.configuration = configuration;
        this.further = List.copyOf(further);
    }

    /**
     * Writes one shard under a temporary name and renames it, so that a second attempt at the same shard is harmless:
     * it keeps the first attempt's file. An attempt that fails leaves nothing.
     *
     * @param split the shard's split
     * @param index the shard's number in the split
     * @param records the records, at least one
     * @return the shard as the manifest has it
     */
    public Shard write(Split split, int index, Iterator<DatasetRecord> records) throws IOException {
        String name = String.format(Locale.ROOT, "%s/part-%05d.parquet", split.folder(), index);
        Path file = new Path(folder, name);
        Path attempt = new Path(file.getParent(), "." + UUID.randomUUID() + ".parquet");
        FileSystem files = file.getFileSystem(configuration);
        ContentDigest digest = new ContentDigest();
        try {
            int written = writeRecords(attempt, records, digest);
            Shard shard = new Shard(name, written, files.getFileStatus(attempt).getLen(), digest.hex());
            // Another attempt's file has the same records, and may be in use already.
            if (!files.exists(file) && !files.rename(attempt, file) && !files.exists(file)) {
                throw new IOException("Cannot rename " + attempt + " to " + file);
            }
            return shard;
        } finally {
            files.delete(attempt, false);
        }
    }

    private int writeRecords(Path file, Iterator<DatasetRecord> records, ContentDigest digest) throws IOException {
        int written = 0;
        try (ParquetWriter<DatasetRecord> writer = new Builder(
                        new RepeatableFile(HadoopOutputFile.fromPath(file, configuration)), further)
                .withConf(configuration)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .withWriterVersion(WriterVersion.PARQUET_1_0)
                .withDictionaryEncoding(false)
                .withPageSize(PAGE_BYTES)
                .withPageWriteChecksumEnabled(true)
                .build()) {
            while (records.hasNext()) {
                DatasetRecord record = records.next();
                digest.add(record);
                writer.write(record);
                written++;
            }
        }
        return written;
    }

    private static final class Builder extends ParquetWriter.Builder<DatasetRecord, Builder> {

        private final List<Column> further;

        Builder(OutputFile file, List<Column> further) {
            super(file);
            this.further = further;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<DatasetRecord> getWriteSupport(Configuration configuration) {
            return new RecordWriteSupport(further);
        }
    }

    private static final class RecordWriteSupport extends WriteSupport<DatasetRecord> {

        private final List<Column> further;
        private RecordConsumer consumer;

        RecordWriteSupport(List<Column> further) {
            this.further = further;
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(ShardSchema.with(further), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void write(DatasetRecord record) {
            consumer.startMessage();
            consumer.startField(ShardSchema.ID, 0);
            consumer.addBinary(Binary.fromReusedByteArray(record.id().getBytes(StandardCharsets.UTF_8)));
            consumer.endField(ShardSchema.ID, 0);
            consumer.startField(ShardSchema.LABEL, 1);
            consumer.addInteger(record.label());
            consumer.endField(ShardSchema.LABEL, 1);
            consumer.startField(ShardSchema.IMAGE, 2);
            consumer.addBinary(Binary.fromReusedByteArray(record.image()));
            consumer.endField(ShardSchema.IMAGE, 2);
            for (int i = 0; i < further.size(); i++) {
                consumer.startField(further.get(i).name(), 3 + i);
                write(record.further().get(i));
                consumer.endField(further.get(i).name(), 3 + i);
            }
            consumer.endMessage();
        }

        private void write(Serializable value) {
            if (value instanceof Integer whole) {
                consumer.addInteger(whole);
            } else if (value instanceof Double real) {
                consumer.addDouble(real);
            } else {
                consumer.addBinary(Binary.fromString((String) value));
            }
        }
    }
}
