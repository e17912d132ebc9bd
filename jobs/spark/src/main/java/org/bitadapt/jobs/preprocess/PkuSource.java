package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.dataset.Column;
import org.bitadapt.jobs.dataset.SourceDigest;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.pku.BrokenImages;
import org.bitadapt.jobs.pku.Camera;
import org.bitadapt.jobs.pku.CropOptions;
import org.bitadapt.jobs.pku.Download;
import org.bitadapt.jobs.pku.FrameCutter;
import org.bitadapt.jobs.pku.LabelRow;
import org.bitadapt.jobs.pku.LeftOut;
import org.bitadapt.jobs.pku.StoredFile;

/** The source of the cars in PKU Autonomous Driving's training photographs, one image per car. */
final class PkuSource implements ImageSource {

    private static final int FRAMES_PER_TASK = 16;

    private final Download download;
    private final Camera camera;
    private final CropOptions crops;
    private final int alikeBits;
    private final List<StoredFile> files = new ArrayList<>();
    private final List<PkuFrame> frames = new ArrayList<>();
    private final List<Reading> flaws = new ArrayList<>();

    private PkuSource(Download download, Camera camera, CropOptions crops, int alikeBits) {
        this.download = download;
        this.camera = camera;
        this.crops = crops;
        this.alikeBits = alikeBits;
    }

    /**
     * Lists the files and reads the labels.
     *
     * @param alikeBits the most of 64 bits in which the hashes of photographs that are kept in one split may differ,
     *     0..32
     */
    static PkuSource open(Path input, CropOptions crops, int alikeBits, Configuration configuration)
            throws IOException {
        if (alikeBits < 0 || alikeBits > 32) {
            throw new IllegalArgumentException("Invalid alike bits: " + alikeBits + " (must be 0..32)");
        }
        Download download = Download.open(input, configuration);
        PkuSource source = new PkuSource(download, download.camera(configuration), crops, alikeBits);
        List<LabelRow> rows = download.labels(configuration);
        source.files.addAll(download.files());
        rows.forEach(source::add);
        source.addUnlabelled(rows);
        return source;
    }

    private void add(LabelRow row) {
        String where = "train.csv, line " + row.line();
        if (!row.isUsable()) {
            int rule = row.problem().lastIndexOf(" (must be ");
            String text = rule < 0 ? row.problem() : row.problem().substring(0, rule);
            String must = rule < 0
                    ? "readable"
                    : row.problem()
                            .substring(
                                    rule + " (must be ".length(), row.problem().length() - 1);
            reject(where, text, must, row, LeftOut.MALFORMED_ROW);
        } else if (BrokenImages.contain(row.image())) {
            flaws.add(new Reading.LeftOut(LeftOut.BROKEN_IMAGE.key(), row.labelled()));
        } else if (download.image(row.image()).isEmpty()) {
            reject(where, "Missing image: " + row.image(), "in train_images", row, LeftOut.MISSING_IMAGE);
        } else {
            List<StoredFile> masks = download.mask(row.image()).stream().toList();
            frames.add(new PkuFrame(row, download.image(row.image()).orElseThrow(), masks));
        }
    }

    private void reject(String where, String reason, String rule, LabelRow row, LeftOut leftOut) {
        flaws.add(new Reading.Rejected(where, -1, reason, rule, row.text().getBytes(StandardCharsets.UTF_8)));
        flaws.add(new Reading.LeftOut(leftOut.key(), row.labelled()));
    }

    private void addUnlabelled(List<LabelRow> rows) {
        Set<String> labelled = new HashSet<>();
        rows.forEach(row -> labelled.add(row.image()));
        for (String image : download.images()) {
            if (!labelled.contains(image)) {
                flaws.add(new Reading.Rejected(
                        "train_images/" + image + ".jpg", -1, "Image without a row", "in train.csv", new byte[0]));
                flaws.add(new Reading.Defect("imageWithoutRow", 1));
            }
        }
    }

    /** A source of this source's first photographs, without the defects of the other photographs. */
    PkuSource first(int photographs) {
        PkuSource part = new PkuSource(download, camera, crops, alikeBits);
        for (PkuFrame frame : frames.subList(0, Math.min(photographs, frames.size()))) {
            part.frames.add(frame);
            part.files.add(frame.image());
            part.files.addAll(frame.masks());
        }
        return part;
    }

    /** The number of labelled photographs. */
    int photographs() {
        return frames.size();
    }

    @Override
    public String name() {
        return "pku";
    }

    @Override
    public List<String> classes() {
        return crops.label().classes();
    }

    @Override
    public Shape image() {
        return new Shape(3, crops.side(), crops.side());
    }

    @Override
    public Set<Split> ownSplits() {
        return Set.of();
    }

    @Override
    public List<Column> columns() {
        return PkuReader.COLUMNS;
    }

    @Override
    public int alikeBits() {
        return alikeBits;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("imageSize", Integer.toString(crops.side()));
        settings.put("label", crops.label().name().toLowerCase(Locale.ROOT));
        settings.put("minBox", Double.toString(crops.minimumBox()));
        settings.put("mostHidden", Double.toString(crops.mostHidden()));
        settings.put("margin", Double.toString(crops.margin()));
        settings.put("frame", crops.frame().toString());
        settings.put("decoder", crops.decoder().name().toLowerCase(Locale.ROOT));
        settings.put("alikeBits", Integer.toString(alikeBits));
        return settings;
    }

    @Override
    public List<SourceDigest> digests(JavaSparkContext spark) {
        return FileDigests.ofStored(spark, files);
    }

    @Override
    public JavaRDD<Reading> read(JavaSparkContext spark) {
        int tasks = Math.max(spark.defaultParallelism(), frames.size() / FRAMES_PER_TASK);
        return read(spark, Math.max(1, Math.min(tasks, frames.size())));
    }

    /** Reads all images, in a given number of partitions. */
    JavaRDD<Reading> read(JavaSparkContext spark, int partitions) {
        PkuReader reader = new PkuReader(
                new FrameCutter(camera, crops), new SerializableConfiguration(spark.hadoopConfiguration()));
        return spark.parallelize(flaws, 1)
                .union(spark.parallelize(frames, partitions).mapPartitions(reader::read));
    }
}
