package org.bitadapt.jobs.dataset;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Reads ids, labels and further columns of a data set's records, but not their images. */
public final class ColumnReader {

    private final Dataset dataset;
    private final List<Column> columns;
    private final Configuration configuration;

    /**
     * @param columns the further columns that the data set's shards have
     * @param configuration the configuration of the data set's file system
     */
    public ColumnReader(Dataset dataset, List<Column> columns, Configuration configuration) {
        this.dataset = dataset;
        this.columns = List.copyOf(columns);
        this.configuration = new Configuration(configuration);
        this.configuration.set(
                ReadSupport.PARQUET_READ_SCHEMA,
                ShardSchema.withoutImage(this.columns).toString());
    }

    /**
     * A record without its image.
     *
     * @param values the values of the further columns, in the columns' order
     */
    public record Row(String id, int label, List<Serializable> values) {

        public Row {
            values = List.copyOf(values);
        }
    }

    /**
     * All records of a split, in the order of its shards.
     *
     * @throws InvalidDatasetException if a shard is damaged or has no such columns
     * @throws IOException if the file system fails
     */
    public List<Row> read(Split split) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Shard shard : dataset.shards(split)) {
            Path file = new Path(dataset.location(), shard.name());
            try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), file)
                    .withConf(configuration)
                    .build()) {
                for (Group group = reader.read(); group != null; group = reader.read()) {
                    rows.add(row(group));
                }
            } catch (ParquetRuntimeException e) {
                throw new InvalidDatasetException(
                        "Invalid shard: " + file + " (must be an undamaged Parquet file with the columns " + columns
                                + ": " + e.getMessage() + ")",
                        e);
            }
        }
        return rows;
    }

    private Row row(Group group) {
        List<Serializable> values = new ArrayList<>();
        for (Column column : columns) {
            values.add(
                    switch (column.type()) {
                        case TEXT -> group.getString(column.name(), 0);
                        case WHOLE -> group.getInteger(column.name(), 0);
                        case REAL -> group.getDouble(column.name(), 0);
                    });
        }
        return new Row(
                group.getString(ShardSchema.ID, 0), dataset.label(group.getInteger(ShardSchema.LABEL, 0)), values);
    }
}
