package org.bitadapt.jobs.analysis;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.DatasetManifest;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.dataset.SplitManifest;

/** A data set as tables and pictures. */
public final class DatasetTables {

    private final SparkSession spark;
    private final org.bitadapt.jobs.dataset.Dataset dataset;

    DatasetTables(SparkSession spark, org.bitadapt.jobs.dataset.Dataset dataset) {
        this.spark = spark;
        this.dataset = dataset;
    }

    /** The data set in one row: name, path, classes, height, width, channels, createdBy, seed, quarantined. */
    public Dataset<Row> info() {
        DatasetManifest manifest = dataset.manifest();
        return new Table("name string, path string, classes int, height int, width int, channels int, createdBy string,"
                        + " seed bigint, quarantined bigint")
                .row(
                        manifest.name(),
                        dataset.location(),
                        manifest.classes().size(),
                        manifest.image().height(),
                        manifest.image().width(),
                        manifest.image().channels(),
                        manifest.provenance().createdBy(),
                        manifest.provenance().seed(),
                        manifest.provenance().quarantined())
                .in(spark);
    }

    /** The numbers of images of each class in each split: split, label, class, images. */
    public Dataset<Row> classes() {
        Table table = new Table("split string, label int, class string, images bigint");
        for (Split split : Split.values()) {
            List<Long> counts = dataset.manifest().split(split).recordsPerClass();
            for (int label = 0; label < counts.size(); label++) {
                table.row(split.folder(), label, dataset.manifest().classes().get(label), counts.get(label));
            }
        }
        return table.in(spark);
    }

    /** The sizes of the splits: split, images, shards, bytes. */
    public Dataset<Row> splits() {
        Table table = new Table("split string, images bigint, shards int, bytes bigint");
        for (Split split : Split.values()) {
            SplitManifest manifest = dataset.manifest().split(split);
            long bytes =
                    manifest.shards().stream().mapToLong(shard -> shard.bytes()).sum();
            table.row(split.folder(), manifest.records(), manifest.shards().size(), bytes);
        }
        return table.in(spark);
    }

    /** Statistics of the training split's pixels, in 0..1: channel, mean, standardDeviation. */
    public Dataset<Row> channels() {
        DatasetManifest manifest = dataset.manifest();
        List<String> names = manifest.image().channels() == 3 ? List.of("red", "green", "blue") : List.of("gray");
        Table table = new Table("channel string, mean double, standardDeviation double");
        for (int channel = 0; channel < names.size(); channel++) {
            table.row(
                    names.get(channel),
                    manifest.mean().get(channel),
                    manifest.standardDeviation().get(channel));
        }
        return table.in(spark);
    }

    /**
     * The counts of what the source has that is no record, and of the source's flaws: kind (leftOut, defect or
     * quarantined), reason, count.
     */
    public Dataset<Row> leftOut() {
        var provenance = dataset.manifest().provenance();
        Table table = new Table("kind string, reason string, count bigint");
        provenance.leftOut().forEach((reason, count) -> table.row("leftOut", reason, count));
        provenance.defects().forEach((reason, count) -> table.row("defect", reason, count));
        table.row("quarantined", "malformed", provenance.quarantined());
        return table.in(spark);
    }

    /**
     * All records of a split with their further columns: id, label, image (raw pixels), and what the source adds.
     *
     * @param split train, validation or test
     * @throws BadInputException if the split is empty
     */
    public Dataset<Row> records(String split) {
        Split named = split(split);
        String[] files = dataset.shards(named).stream()
                .map(shard -> new Path(dataset.location(), shard.name()).toString())
                .toArray(String[]::new);
        return spark.read().parquet(files);
    }

    /**
     * Some images of every class: class, id, png (a data URI). The images are the first of the split's order, which is
     * shuffled by seed; the driver reads shards until every class has its images.
     *
     * @param split train, validation or test
     * @param perClass the most images of each class
     */
    public Dataset<Row> samples(String split, int perClass) throws IOException {
        Table table = new Table("class string, id string, png string");
        for (Samples.Image image : samples(split(split), perClass)) {
            table.row(image.className(), image.id(), image.dataUri());
        }
        return table.in(spark);
    }

    /** Some images of every class as HTML: a line of pictures per class, of the images that {@link #samples} gives. */
    public String gallery(String split, int perClass) throws IOException {
        return Samples.html(samples(split(split), perClass));
    }

    private List<Samples.Image> samples(Split split, int perClass) throws IOException {
        return Samples.of(dataset, split, perClass, spark.sparkContext().hadoopConfiguration());
    }

    private Split split(String name) {
        for (Split split : Split.values()) {
            if (split.folder().equals(name)) {
                if (dataset.shards(split).isEmpty()) {
                    throw new BadInputException("The " + name + " split of " + dataset + " is empty", "Name another.");
                }
                return split;
            }
        }
        throw new BadInputException("Invalid split: " + name + " (must be train, validation or test)", "");
    }
}
