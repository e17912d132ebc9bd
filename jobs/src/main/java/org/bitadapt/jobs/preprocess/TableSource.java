package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.dataset.SourceDigest;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.runtime.image.Fit;
import scala.Tuple2;

/**
 * Labelled images in the rows of a table, such as a DataFrame's.
 *
 * <p>An image's id is the checksum of its label and pixels, with a number behind it if there are several of the kind.
 * Splits, order and augmentation follow from ids, so that they depend on what the table holds and not on how it is
 * partitioned or ordered.
 *
 * @param <T> a row
 */
public final class TableSource<T> implements ImageSource {

    private static final int ID_BYTES = 16;

    private final JavaRDD<T> rows;
    private final Reader<T> reader;
    private final List<String> classes;
    private final Shape image;
    private final Fit fit;

    /**
     * @param rows one per image
     * @param reader takes the image and its label out of a row
     * @param classes one name per label
     * @param image the shape of every image
     * @param fit how the reader brings pictures of other shapes to it
     */
    public TableSource(JavaRDD<T> rows, Reader<T> reader, List<String> classes, Shape image, Fit fit) {
        this.rows = rows;
        this.reader = reader;
        this.classes = List.copyOf(classes);
        this.image = image;
        this.fit = fit;
    }

    /** Takes an image out of a row; travels to the executors. */
    public interface Reader<T> extends Serializable {

        /** The label, below the number of classes. */
        int label(T row);

        /**
         * The image.
         *
         * @return {@code [y][x][channel]}, unsigned 8 bit
         * @throws IOException if there is none that can be used; the message is the reason
         */
        byte[] pixels(T row) throws IOException;

        /** Where an image is and what it must be, for messages such as {@code column image (must be 32x32)}. */
        Place place(T row);
    }

    /**
     * For messages.
     *
     * @param where such as {@code column image}
     * @param rule what an image must be
     */
    public record Place(String where, String rule) implements Serializable {}

    /**
     * Writes the images as a data set without a test split.
     *
     * @param validationFraction of each class, 0..0.9
     * @param seed of the cut and the shuffle
     * @param bad what is done about images that cannot be used
     * @param output must not exist
     * @throws org.bitadapt.jobs.command.BadInputException if an image cannot be used and that is an error
     */
    public Dataset write(JavaSparkContext spark, double validationFraction, long seed, BadRecords bad, Path output)
            throws IOException {
        PreprocessOptions options =
                new PreprocessOptions(0, validationFraction, seed, PreprocessOptions.defaultShardRecords(image), bad);
        return new Preprocessing(spark, this, options)
                .run(output, Preprocessing.Existing.KEEP)
                .dataset();
    }

    @Override
    public String name() {
        return "table";
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public Shape image() {
        return image;
    }

    @Override
    public Fit fit() {
        return fit;
    }

    @Override
    public Set<Split> ownSplits() {
        return Set.of();
    }

    @Override
    public String remedy() {
        return "Repair or leave out the row, or set handleInvalid to skip.";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public List<SourceDigest> digests(JavaSparkContext spark) {
        return List.of();
    }

    @Override
    public JavaRDD<Reading> read(JavaSparkContext spark) {
        Reader<T> taken = reader;
        return rows.mapToPair(row -> keyed(taken, row))
                .repartitionAndSortWithinPartitions(new HashPartitioner(Math.max(1, rows.getNumPartitions())))
                .mapPartitions(TableSource::numbered);
    }

    /** Rows that cannot be used have an empty key. */
    private static <T> Tuple2<String, Reading> keyed(Reader<T> reader, T row) {
        try {
            byte[] pixels = reader.pixels(row);
            int label = reader.label(row);
            String id = id(label, pixels);
            return new Tuple2<>(id, new Reading.Labelled(Split.TRAIN, new DatasetRecord(id, label, pixels)));
        } catch (IOException e) {
            Place place = reader.place(row);
            String reason = "Invalid image: " + e.getMessage();
            return new Tuple2<>("", new Reading.Rejected(place.where(), -1, reason, place.rule(), new byte[0]));
        }
    }

    private static String id(int label, byte[] pixels) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(label).flip());
            return HexFormat.of().formatHex(digest.digest(pixels), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Equal images follow each other; the second is {@code ID/2}. */
    private static Iterator<Reading> numbered(Iterator<Tuple2<String, Reading>> sorted) {
        return new Iterator<>() {
            private String last = "";
            private int copies;

            @Override
            public boolean hasNext() {
                return sorted.hasNext();
            }

            @Override
            public Reading next() {
                Tuple2<String, Reading> pair = sorted.next();
                copies = pair._1().equals(last) ? copies + 1 : 1;
                last = pair._1();
                return copies > 1 && pair._2() instanceof Reading.Labelled labelled
                        ? copy(labelled.record(), copies)
                        : pair._2();
            }
        };
    }

    private static Reading copy(DatasetRecord record, int number) {
        String id = record.id() + "/" + number;
        return new Reading.Labelled(Split.TRAIN, new DatasetRecord(id, record.label(), record.image()));
    }
}
