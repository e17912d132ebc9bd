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
 * A source of the labelled images in the rows of a table, such as a DataFrame.
 *
 * <p>An image's id is the checksum of its label and pixels, with a number behind it if several rows have the same label
 * and pixels. Splits, order and augmentation follow from ids, so that they depend on the table's contents and not on
 * its partitions or order.
 *
 * @param <T> the type of a row
 */
public final class TableSource<T> implements ImageSource {

    private static final int ID_BYTES = 16;

    private final JavaRDD<T> rows;
    private final Reader<T> reader;
    private final List<String> classes;
    private final Shape image;
    private final Fit fit;

    /**
     * @param rows the rows, one per image
     * @param reader takes the image and its label out of a row
     * @param classes the names of the classes, one per label
     * @param image the shape of every image
     * @param fit how the reader brings pictures of other shapes to {@code image}
     */
    public TableSource(JavaRDD<T> rows, Reader<T> reader, List<String> classes, Shape image, Fit fit) {
        this.rows = rows;
        this.reader = reader;
        this.classes = List.copyOf(classes);
        this.image = image;
        this.fit = fit;
    }

    /** Takes an image out of a row; a reader travels to the executors. */
    public interface Reader<T> extends Serializable {

        /** The label of a row, 0 or more and below the number of classes. */
        int label(T row);

        /**
         * The image of a row.
         *
         * @return the pixels, {@code [y][x][channel]}, unsigned 8 bit
         * @throws IOException if the row has no image that can be used; the message is the reason
         */
        byte[] pixels(T row) throws IOException;

        /**
         * The place of a row's image and the rule for it, for messages such as {@code column image (must be 32x32)}.
         */
        Place place(T row);
    }

    /**
     * The place of an image and the rule for it, for messages.
     *
     * @param where the place, such as {@code column image}
     * @param rule the rule that an image must meet
     */
    public record Place(String where, String rule) implements Serializable {}

    /**
     * Writes the images as a data set without a test split.
     *
     * @param validationFraction the fraction of each class that becomes the validation split, 0..0.9
     * @param seed the seed of the cut and the shuffle
     * @param bad what is done about images that cannot be used
     * @param output the folder of the data set, which must not exist
     * @throws org.bitadapt.jobs.command.BadInputException if an image cannot be used and {@code bad} makes that an
     *     error
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

    /** A row's reading with its key, by which readings are sorted; rows that cannot be used have an empty key. */
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

    /** Numbers equal images, which follow each other in sorted readings: the second has the id {@code ID/2}. */
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
