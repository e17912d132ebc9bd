package org.bitadapt.jobs.export;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.evaluate.ScoredRecord;
import org.bitadapt.jobs.evaluate.SplitScoring;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.model.TrainedModel.Form;
import org.bitadapt.jobs.run.AtomicFiles;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bitadapt export}. */
@Command(
        name = "export",
        description = {
            "Writes the packed model of a run: about 1/32 of the float32 network.",
            "With --data it also counts on how many test images the model and the training graph agree."
        },
        footer = {
            "  bitadapt export --model runs/resnet20 --output resnet20.bnn",
            "  bitadapt export --model runs/resnet20 --output resnet20.bnn --data datasets/cifar10"
        })
public final class ExportCommand extends JobCommand {

    @Option(names = "--model", required = true, paramLabel = "RUN", description = "A run of `bitadapt train`.")
    private String model;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The .bnn file; replaced if there.")
    private String output;

    @Option(names = "--data", paramLabel = "PATH", description = "A data set on whose test split both are compared.")
    private String data;

    @Override
    protected ExportOutcome run(Console console) throws IOException {
        Configuration hadoop = data == null ? new Configuration() : context().hadoopConfiguration();
        if (!(TrainedModel.open(model, Form.PACKED, hadoop) instanceof TrainedModel.Packed packed)) {
            throw new IllegalStateException("Asked for a packed model, got another form");
        }
        Long records = null;
        Double agreement = null;
        if (data != null) {
            Dataset dataset = Dataset.open(new Path(data), hadoop);
            packed.requireMatch(dataset);
            Agreement both = agreement(dataset, packed);
            records = both.records();
            agreement = both.share();
        }
        Path target = new Path(output);
        AtomicFiles.of(target, hadoop).write(target, out -> out.write(packed.file()));
        long float32 = packed.model().metadata().float32Bytes();
        int bytes = packed.file().length;
        return new ExportOutcome(output, bytes, float32, (double) float32 / bytes, records, agreement);
    }

    private JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(SparkSessions.start("export").sparkContext());
    }

    private Agreement agreement(Dataset dataset, TrainedModel packed) throws IOException {
        if (dataset.shards(Split.TEST).isEmpty()) {
            throw new BadInputException("No test split in " + dataset, "Give a data set that has one.");
        }
        JavaSparkContext spark = context();
        TrainedModel graph = TrainedModel.open(model, Form.GRAPH, spark.hadoopConfiguration());
        return Agreement.of(score(spark, dataset, graph), score(spark, dataset, packed));
    }

    private static JavaRDD<ScoredRecord> score(JavaSparkContext spark, Dataset dataset, TrainedModel model) {
        return SplitScoring.score(spark, dataset, Split.TEST, Integer.MAX_VALUE, model.scorers(spark));
    }
}
