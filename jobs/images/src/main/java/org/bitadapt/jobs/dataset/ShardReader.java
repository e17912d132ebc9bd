package org.bitadapt.jobs.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.hadoop.ParquetReader;
import org.bitadapt.common.network.Shape;

/**
 * Reads whole shards with Parquet's own reader, which needs no Spark session, so that tasks on executors can call it.
 */
public final class ShardReader {

    private final Dataset dataset;
    private final Configuration configuration;

    /**
     * @param dataset the data set whose shards are read
     * @param configuration the configuration of the data set's file system
     */
    public ShardReader(Dataset dataset, Configuration configuration) {
        this.dataset = dataset;
        this.configuration = configuration;
    }

    /**
     * Decodes a shard. Page checksums are verified.
     *
     * @param shard a shard of the data set
     * @throws InvalidDatasetException if the file does not hold what the manifest says
     * @throws IOException if the file system fails
     */
    public DecodedShard read(Shard shard) throws IOException {
        Path file = new Path(dataset.location(), shard.name());
        try {
            return read(file, shard);
        } catch (FileNotFoundException e) {
            throw new InvalidDatasetException("Missing shard: " + file, e);
        } catch (RuntimeException e) {
            throw new InvalidDatasetException(reason(e, file), e);
        }
    }

    private DecodedShard read(Path file, Shard shard) throws IOException {
        Shape image = dataset.manifest().image();
        DecodedShard.Builder builder = new DecodedShard.Builder(image, shard.records(), dataset::label);
        ShardReadSupport support = new ShardReadSupport(
                builder, image.size(), dataset.manifest().classes().size());
        try (ParquetReader<Integer> rows = ParquetReader.builder(support, file)
                .withConf(configuration)
                .usePageChecksumVerification(true)
                .build()) {
            while (rows.read() != null) {
                // Each call fills the builder's next row.
            }
        }
        if (!builder.isFull()) {
            throw new InvalidDatasetException(
                    "Invalid record count: " + builder.row() + " (must be " + shard.records() + ")");
        }
        return builder.build();
    }

    /**
     * The reason why a file cannot be read. Parquet reports damage by many unchecked exceptions, those of the JDK among
     * them, and wraps exceptions of this class.
     */
    private static String reason(RuntimeException e, Path file) {
        Throwable cause = e instanceof ParquetRuntimeException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof InvalidDatasetException) {
            return cause.getMessage() + " in " + file;
        }
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return "Invalid shard: " + file + " (must be an undamaged Parquet file: " + detail + ")";
    }
}
