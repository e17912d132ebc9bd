package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.pku.CropOptions;
import org.bitadapt.jobs.pku.Download;
import org.bitadapt.jobs.preprocess.PkuJobs;
import org.bitadapt.jobs.preprocess.PkuOptions;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt benchmark preprocess}. */
@Command(
        name = "preprocess",
        description = {
            "Measures how fast photographs become crops, one core, from files in memory, beside ImageIO and Graphics2D of"
                    + " the JDK, turn by turn in this call.",
            "Then times whole jobs on the first photographs, and says what a full download would take on more cores."
        },
        footer = {
            "  bitadapt benchmark preprocess --source pku --input pku",
            "  bitadapt benchmark preprocess --source pku --input pku --image-size 64 --growth 50,100,200,400 --cores 16,128"
        })
public final class PreprocessBenchmarkCommand extends JobCommand {

    /** A source whose preprocessing can be measured. */
    enum Source {
        /** Photographs of PKU Autonomous Driving. */
        PKU
    }

    @Option(names = "--source", required = true, paramLabel = "NAME", description = "pku.")
    private Source source;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "PATH",
            description = "The photographs, as preprocess takes them.")
    private String input;

    @Mixin
    private PkuOptions pku = new PkuOptions();

    @Option(
            names = "--photographs",
            paramLabel = "COUNT",
            defaultValue = "12",
            description = "Photographs of a turn (default: ${DEFAULT-VALUE}).")
    private int photographs;

    @Option(
            names = "--rounds",
            paramLabel = "COUNT",
            defaultValue = "5",
            description = "Turns of each (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--growth",
            paramLabel = "COUNTS",
            split = ",",
            description = "Photographs of whole jobs, at least two numbers, such as 50,100,200,400 (default: no jobs).")
    private List<Integer> growth = List.of();

    @Option(
            names = "--full",
            paramLabel = "COUNT",
            defaultValue = "4262",
            description = "Photographs of the download that is extrapolated to (default: ${DEFAULT-VALUE}).")
    private int full;

    @Option(
            names = "--cores",
            paramLabel = "COUNTS",
            split = ",",
            defaultValue = "2,16,128",
            description = "Cores that the growth is extrapolated to (default: ${DEFAULT-VALUE}).")
    private List<Integer> cores;

    @Option(
            names = "--scratch",
            paramLabel = "FOLDER",
            description = "For the jobs' data sets, which are deleted; on a cluster, where all executors can write"
                    + " (default: the system's).")
    private String scratch;

    @Override
    protected PreprocessSpeedOutcome run(Console console) throws IOException {
        CropOptions crops = pku.crops();
        check();
        Configuration hadoop = SparkSessions.hadoop();
        Download download = Download.open(new Path(input), hadoop);
        List<Photograph> all = Photograph.first(photographs, download, crops, hadoop);
        if (all.isEmpty()) {
            throw new BadInputException("No labelled photographs in " + input, "Name another --input.");
        }
        CropTurns turns = CropTurns.measure(all, download.camera(hadoop), crops, rounds, console);
        PreprocessSpeedOutcome speed = PreprocessSpeedOutcome.of(
                source.name().toLowerCase(Locale.ROOT), all.size(), crops, turns.ours(), turns.theirs());
        return growth.isEmpty() ? speed : speed.with(jobs(console, crops), full, cores);
    }

    private void check() {
        require(photographs >= 1, "--photographs: " + photographs, "1 or more");
        require(rounds >= 1, "--rounds: " + rounds, "1 or more");
        require(full >= 1, "--full: " + full, "1 or more");
        cores.forEach(count -> require(count >= 1, "--cores: " + count, "1 or more"));
        growth.forEach(count -> require(count >= 1, "--growth: " + count, "1 or more"));
        long different = growth.stream().distinct().count();
        require(growth.isEmpty() || different > 1, "--growth: " + growth, "at least two different numbers");
    }

    private static void require(boolean valid, String what, String rule) {
        if (!valid) {
            throw new BadInputException("Invalid " + what + " (must be " + rule + ")", "");
        }
    }

    private Growth jobs(Console console, CropOptions crops) throws IOException {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(
                SparkSessions.start("benchmark").sparkContext());
        PkuJobs jobs = new PkuJobs(spark, new Path(input), crops);
        int largest = growth.stream().mapToInt(Integer::intValue).max().orElseThrow();
        require(
                jobs.photographs() >= largest,
                "--growth: " + largest,
                "at most " + jobs.photographs() + ", all there are");
        Path folder =
                scratch == null ? new Path(Files.createTempDirectory("bitadapt").toUri()) : new Path(scratch);
        jobs.run(Math.min(growth.get(0), jobs.photographs()), new Path(folder, "warm-up"));
        List<Growth.Point> points = new ArrayList<>();
        for (int count : growth) {
            points.add(new Growth.Point(count, jobs.run(count, new Path(folder, "job-" + count))));
            console.say(String.format(
                    Locale.ROOT,
                    "%d photographs: %.1f s",
                    count,
                    points.get(points.size() - 1).seconds()));
        }
        return Growth.of(points, spark.defaultParallelism());
    }
}
