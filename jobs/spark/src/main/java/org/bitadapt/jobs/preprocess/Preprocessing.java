package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Version;
import org.bitadapt.jobs.dataset.ClassNames;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DatasetManifest;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.dataset.DatasetStaging;
import org.bitadapt.jobs.dataset.InvalidDatasetException;
import org.bitadapt.jobs.dataset.Provenance;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.dataset.SplitManifest;
import org.bitadapt.jobs.preprocess.ShardTask.Written;
import org.bitadapt.jobs.spark.JobDescription;
import scala.Tuple2;

/** Makes a data set from a source. */
final class Preprocessing {

    private final JavaSparkContext spark;
    private final ImageSource source;
    private final PreprocessOptions options;
    private final Optional<String> name;

    /** The making of a data set that has its folder's name. */
    Preprocessing(JavaSparkContext spark, ImageSource source, PreprocessOptions options) {
        this(spark, source, options, Optional.empty());
    }

    /**
     * @param name the name of the data set, for people; if empty, the last name of its path
     */
    Preprocessing(JavaSparkContext spark, ImageSource source, PreprocessOptions options, Optional<String> name) {
        this.spark = spark;
        this.source = source;
        this.options = options;
        this.name = name;
    }

    /** The ways to treat an output that exists and is not the data set that this job would make. */
    enum Existing {
        /** The output stays, and the job is refused. */
        KEEP,
        /** A data set is replaced; other things stay, and the job is refused. */
        REPLACE
    }

    /**
     * Runs the job; the output appears as a whole at the end, or not at all.
     *
     * @return the data set, and whether the very same job had made it before
     * @throws IllegalArgumentException if the shards would be too large
     * @throws BadInputException if records cannot be used, or the output exists and must not be replaced
     */
    Result run(Path output, Existing existing) throws IOException {
        Configuration configuration = spark.hadoopConfiguration();
        options.requireFit(source.image());
        requireNames();
        DatasetStaging.recover(output, configuration);
        if (existing == Existing.REPLACE) {
            // This check is repeated before the replacement; it is made now, too, so that nobody waits for a refusal.
            DatasetStaging.requireReplaceable(output, configuration);
        }
        Provenance wanted = provenance();
        if (existing == Existing.KEEP && isThere(output, wanted)) {
            return new Result(Dataset.open(output, configuration), true);
        }
        JavaRDD<Reading> readings = source.read(spark).persist(StorageLevel.MEMORY_AND_DISK_SER());
        try (DatasetStaging staging = new DatasetStaging(output, configuration)) {
            SourceIndex index = index(readings);
            String called = name.orElse(new Path(output.toString()).getName());
            DatasetManifest manifest = manifest(called, write(readings, index, staging), wanted, index);
            if (index.rejected() > 0) {
                try (JobDescription ignored = JobDescription.of(spark, "Write what was left out")) {
                    Quarantine.write(
                            staging.folder(), configuration, rejected(readings).toLocalIterator());
                }
            }
            if (existing == Existing.REPLACE) {
                staging.replace(manifest);
            } else {
                staging.commit(manifest);
            }
        } finally {
            readings.unpersist();
        }
        return new Result(Dataset.open(output, configuration), false);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = options.settings(source);
        name.ifPresent(given -> settings.put("name", given));
        return settings;
    }

    private void requireNames() {
        try {
            ClassNames.require(source.classes());
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    e.getMessage() + " in the source " + source.name(), "Rename the class, such as its folder.", e);
        }
    }

    private boolean isThere(Path output, Provenance wanted) throws IOException {
        FileSystem files = output.getFileSystem(spark.hadoopConfiguration());
        if (!files.exists(output)) {
            return false;
        }
        try {
            if (Dataset.open(output, spark.hadoopConfiguration())
                    .manifest()
                    .provenance()
                    .sameJob(wanted)) {
                return true;
            }
        } catch (InvalidDatasetException e) {
            // What is there is not the data set that this job would make.
        }
        throw new BadInputException(
                "Invalid output: " + output + " (must not exist, or be what this same command made)",
                "Choose another --output, or replace it with --overwrite.");
    }

    private Provenance provenance() throws IOException {
        try (JobDescription ignored = JobDescription.of(spark, "Checksums")) {
            return new Provenance(
                    "bitadapt " + Version.current(), options.seed(), settings(), source.digests(spark), 0);
        }
    }

    private SourceIndex index(JavaRDD<Reading> readings) {
        SourceIndex index;
        try (JobDescription ignored = JobDescription.of(spark, "Read images")) {
            index = SourceIndex.join(
                    readings.mapPartitions(part -> List.of(SourceIndex.of(part)).iterator())
                            .collect());
        }
        if (!index.unusable().isEmpty()) {
            throw new BadInputException(index.unusable().get(0), "Get the file again.");
        }
        if (index.rejected() > 0 && options.badRecords() == BadRecords.ERROR) {
            String others = index.rejected() == 1 ? "" : " (and " + (index.rejected() - 1) + " more)";
            throw new BadInputException(index.rejections().get(0) + others, source.remedy());
        }
        return index;
    }

    private List<Written> write(JavaRDD<Reading> readings, SourceIndex index, DatasetStaging staging) {
        Placement placement = Placement.of(index, source, options);
        if (placement.shards(Split.TRAIN) == 0) {
            throw new BadInputException(
                    "Invalid source: no training images (must have at least 1)", "Look at what --input holds.");
        }
        ShardTask task = new ShardTask(
                placement,
                staging.folder().toString(),
                source.image(),
                source.classes().size(),
                source.columns(),
                new SerializableConfiguration(spark.hadoopConfiguration()));
        try (JobDescription ignored = JobDescription.of(spark, "Write shards")) {
            return readings.filter(Reading.Labelled.class::isInstance)
                    .mapToPair(reading -> task.key((Reading.Labelled) reading))
                    .repartitionAndSortWithinPartitions(new ShardPartitioner(task.shards()), new ShardKey.Order())
                    .mapPartitionsWithIndex(
                            (Integer number, java.util.Iterator<Tuple2<ShardKey, DatasetRecord>> records) ->
                                    List.of(task.write(number, records)).iterator(),
                            true)
                    .collect();
        }
    }

    private static JavaRDD<Reading.Rejected> rejected(JavaRDD<Reading> readings) {
        return readings.filter(Reading.Rejected.class::isInstance).map(Reading.Rejected.class::cast);
    }

    private DatasetManifest manifest(String called, List<Written> shards, Provenance wanted, SourceIndex index) {
        Map<Split, PixelStatistics> statistics = new EnumMap<>(Split.class);
        Map<Split, SplitManifest> splits = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            PixelStatistics sum = new PixelStatistics(
                    source.image().channels(), source.classes().size());
            List<Written> own =
                    shards.stream().filter(shard -> shard.split() == split).toList();
            own.forEach(shard -> sum.add(shard.statistics()));
            statistics.put(split, sum);
            splits.put(split, splitManifest(sum.recordsPerClass(), own));
        }
        return new DatasetManifest(
                DatasetManifest.FORMAT_VERSION,
                called,
                source.classes(),
                source.image(),
                statistics.get(Split.TRAIN).mean(),
                statistics.get(Split.TRAIN).standardDeviation(),
                splits,
                new Provenance(
                        wanted.createdBy(),
                        wanted.seed(),
                        wanted.settings(),
                        wanted.sources(),
                        index.rejected(),
                        index.leftOut(),
                        index.defects()),
                source.fit());
    }

    private static SplitManifest splitManifest(List<Long> recordsPerClass, List<Written> shards) {
        long records = recordsPerClass.stream().mapToLong(Long::longValue).sum();
        return new SplitManifest(
                records, recordsPerClass, shards.stream().map(Written::shard).toList());
    }

    /**
     * The result of the job.
     *
     * @param upToDate whether the data set was there already
     */
    record Result(Dataset dataset, boolean upToDate) {}
}
