package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.image.ImageFolder;
import org.bitadapt.jobs.preprocess.Preprocessing.Existing;
import org.bitadapt.jobs.spark.SparkSessions;
import org.bitadapt.runtime.image.Fit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bitadapt preprocess}: makes a data set of images. */
@Command(
        name = "preprocess",
        description = "Turns labelled images into a data set: shuffled Parquet shards and a manifest.",
        footer = {
            "  bitadapt preprocess --source cifar10 --input download --output datasets/cifar10",
            "  bitadapt preprocess --source cifar10 --input cifar-10-python.tar.gz --output hdfs:///datasets/cifar10",
            "  bitadapt preprocess --source cifar100 --input download --output datasets/cifar100",
            "  bitadapt preprocess --source folder --input photos --size 64 --output datasets/photos",
            "  bitadapt preprocess --source pku --input pku-autonomous-driving.zip --output datasets/cars",
            "  bitadapt preprocess --source pku --input pku --label heading --image-size 64 --output datasets/headings"
        })
public final class PreprocessCommand extends JobCommand {

    private static final String DOWNLOAD = "download";
    private static final String LEAVE_OUT = "Leave it out.";

    /** The sources by name. */
    enum Source {
        CIFAR10,
        CIFAR100,
        FOLDER,
        PKU
    }

    @Option(
            names = "--source",
            required = true,
            paramLabel = "NAME",
            description = {
                "cifar10: the published files or archives; cifar100: the same of CIFAR-100, whose 100 fine labels are"
                        + " the classes; folder: PNG and JPEG files in a folder per class, or in train/CLASS and perhaps"
                        + " val/CLASS and test/CLASS (also training, valid, validation, testing, in any case);"
                        + " pku: the cars of PKU Autonomous Driving's photographs, unpacked or in its zip files.",
                "folder: " + ImageFolder.RULE
                        + " An image is turned as its EXIF orientation says, seen on black where it is not opaque,"
                        + " and comes to --size as --fit says."
            })
    private Source source;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "PATH",
            description = "File or folder to read; `download` gets CIFAR-10 or CIFAR-100 from the official site.")
    private String input;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "PATH",
            description = "Folder of the data set; appears as a whole at the end.")
    private String output;

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description = "What to call the data set in lists and reports (default: the last name of --output).")
    private String name;

    @Option(names = "--overwrite", description = "Replace the data set that is at --output.")
    private boolean overwrite;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description =
                    "Share of each class's training images, for pku of whole groups of photographs that look alike,"
                            + " that becomes the validation split if the source has none, 0..0.9 (default:"
                            + " ${DEFAULT-VALUE}).")
    private double validation;

    @Option(
            names = "--test",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Share of each class's images, for pku of whole groups of photographs that look alike, that"
                    + " becomes the test split if the source has none, 0..0.9 (default: ${DEFAULT-VALUE}).")
    private double test;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "32",
            description = "folder: height and width of the images (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--fit",
            paramLabel = "HOW",
            defaultValue = "crop",
            description = "folder: crop scales an image's largest centred square, stretch all of it, pad all of it in"
                    + " proportion, with black on two sides. The model remembers it, and whatever scores images obeys"
                    + " (default: ${DEFAULT-VALUE}).")
    private Fit fit;

    @Option(
            names = "--accept-short",
            description =
                    "cifar10, cifar100: take batch files that are empty or missing, or that have other than the published"
                            + " number of images.")
    private boolean acceptShort;

    @Mixin
    private PkuOptions pku = new PkuOptions();

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "The seed of the shuffle and the cuts (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--shard-records",
            paramLabel = "COUNT",
            description = "The most images per shard (default: 5000, fewer if they are more than 64 MiB together).")
    private Integer shardRecords;

    @Option(
            names = "--on-bad-record",
            paramLabel = "ACTION",
            defaultValue = "error",
            description = "What happens to records that cannot be used: error, or quarantine to set them aside with the"
                    + " reason (default: ${DEFAULT-VALUE}).")
    private BadRecords badRecords;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Where `--input download` gets cifar-10-binary.tar.gz or cifar-100-binary.tar.gz (default: the"
                            + " official site).")
    private URI url;

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            defaultValue = "${sys:user.home}/.cache/bitadapt",
            description = "Where downloads are kept; on a cluster, a folder that every executor sees (default:"
                    + " ${DEFAULT-VALUE}).")
    private java.nio.file.Path cache;

    @Spec
    private CommandSpec spec;

    @Override
    protected PreprocessOutcome run(Console console) throws Exception {
        long started = System.nanoTime();
        refuseOptionsOfOtherSources();
        if (name != null && name.isBlank()) {
            throw new BadInputException("Invalid --name: '" + name + "' (must be text)", LEAVE_OUT);
        }
        Path from = inputPath(console);
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(
                SparkSessions.start("preprocess").sparkContext());
        Path target = Locations.output("--output", output, spark.hadoopConfiguration())
                .apartFrom("--input", from.toString())
                .path();
        StageProgress progress = new StageProgress(spark.sc(), console);
        try {
            ImageSource images = open(from, spark.hadoopConfiguration());
            PreprocessOptions options = options(images.image());
            console.say("Reading " + images.classes().size() + " classes from " + from);
            Preprocessing.Result result = new Preprocessing(spark, images, options, Optional.ofNullable(name))
                    .run(target, overwrite ? Existing.REPLACE : Existing.KEEP);
            PreprocessOutcome outcome = PreprocessOutcome.of(result, (System.nanoTime() - started) / 1e9);
            SplitNotes.of(result.dataset().manifest(), validation, test).forEach(console::say);
            return outcome;
        } finally {
            progress.stop();
        }
    }

    private void refuseOptionsOfOtherSources() {
        if (source != Source.FOLDER) {
            refuse("--size", word(Source.FOLDER), source == Source.PKU ? "Give --image-size instead." : LEAVE_OUT);
            refuse("--fit", word(Source.FOLDER), LEAVE_OUT);
        }
        if (cifar().isEmpty()) {
            refuse("--accept-short", word(Source.CIFAR10) + " or " + word(Source.CIFAR100), LEAVE_OUT);
        }
        if (source != Source.PKU) {
            for (OptionSpec option : spec.mixins().get("pku").options()) {
                boolean isSize = source == Source.FOLDER && option.longestName().equals("--image-size");
                refuse(option.longestName(), word(Source.PKU), isSize ? "Give --size instead." : LEAVE_OUT);
            }
        }
    }

    private void refuse(String option, String owners, String remedy) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
            throw new BadInputException(
                    "Invalid option: " + option + " (must be given with --source " + owners + ", not " + word(source)
                            + ")",
                    remedy);
        }
    }

    private static String word(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    private Optional<CifarDataset> cifar() {
        return switch (source) {
            case CIFAR10 -> Optional.of(CifarDataset.CIFAR10);
            case CIFAR100 -> Optional.of(CifarDataset.CIFAR100);
            case FOLDER, PKU -> Optional.empty();
        };
    }

    private PreprocessOptions options(Shape image) {
        int records = shardRecords == null ? PreprocessOptions.defaultShardRecords(image) : shardRecords;
        return new PreprocessOptions(test, validation, seed, records, badRecords);
    }

    private Path inputPath(Console console) throws IOException, InterruptedException {
        if (!input.equals(DOWNLOAD)) {
            return Locations.input("--input", input, SparkSessions.hadoop());
        }
        CifarDataset published = cifar().orElseThrow(() -> new BadInputException(
                "Invalid input: download (must be a path for the source " + word(source) + ")",
                "Name the folder of images."));
        ArchiveDownload archive = new ArchiveDownload(
                url == null ? published.archive() : url, published.archiveSha256(), Duration.ofSeconds(2));
        return new Path(archive.fetch(Files.createDirectories(cache), console).toUri());
    }

    private ImageSource open(Path from, Configuration configuration) throws IOException {
        return switch (source) {
            case CIFAR10, CIFAR100 -> CifarSource.open(cifar().orElseThrow(), from, acceptShort, configuration);
            case FOLDER -> FolderSource.open(from, size, fit, configuration);
            case PKU -> PkuSource.open(from, pku.crops(), pku.alikeBits(), configuration);
        };
    }
}
