package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.evaluate.ScoredRecord;
import org.bitadapt.jobs.evaluate.SplitScoring;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bitadapt predict}. */
@Command(
        name = "predict",
        description = {
            "Writes the class and the probabilities of every image, as a folder of Parquet or CSV files.",
            "Columns: id, predicted, probability, then p_CLASS for every class."
        },
        footer = {
            "  bitadapt predict --model resnet20.bnn --images photos --output predictions",
            "  bitadapt predict --model runs/resnet20 --data datasets/cifar10 --format csv --output predictions"
        })
public final class PredictCommand extends JobCommand {

    @Option(names = "--model", required = true, paramLabel = "PATH", description = "A run's folder or a .bnn file.")
    private String model;

    @ArgGroup(multiplicity = "1")
    private Input input;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "TEST",
            description = "With --data: train, validation or test (default: test).")
    private Split split;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FOLDER",
            description = "Where the table is written; must be new.")
    private String output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "PARQUET",
            description = "parquet or csv (default: parquet).")
    private PredictionTable.Format format;

    /** What is predicted. */
    private static final class Input {

        @Option(names = "--images", paramLabel = "PATH", description = "PNG and JPEG files: a folder, or one file.")
        private String images;

        @Option(names = "--data", paramLabel = "PATH", description = "A data set that preprocess made.")
        private String data;
    }

    @Override
    protected Predictions run(Console console) throws IOException {
        SparkSession session = SparkSessions.start("predict");
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        Locations.Output place = Locations.output("--output", output, spark.hadoopConfiguration());
        PredictionTable table = new PredictionTable(session, place.path(), format);
        table.requireNew();
        place.apartFrom("--model", model).apartFrom("--data", input.data).apartFrom("--images", input.images);
        TrainedModel trained = TrainedModel.open(model, TrainedModel.Form.AUTO, spark.hadoopConfiguration());
        spark.setJobDescription("Predict with " + trained.location());
        List<String> names;
        JavaRDD<ScoredRecord> scored;
        if (input.data != null) {
            Dataset dataset = trained.reading(Dataset.open(
                    Locations.input("--data", input.data, spark.hadoopConfiguration()), spark.hadoopConfiguration()));
            names = dataset.manifest().classes();
            scored = SplitScoring.score(spark, dataset, split, Integer.MAX_VALUE, trained.scorers(spark));
        } else {
            Locations.input("--images", input.images, spark.hadoopConfiguration());
            names = trained.classNames();
            scored = ImageFiles.score(session, input.images, square(trained), names.size(), trained.scorers(spark));
        }
        return new Predictions(table.write(scored, names), trained.engine(), output);
    }

    private static Shape square(TrainedModel trained) {
        Shape image = trained.image();
        if (image.height() != image.width() || image.channels() != 3) {
            throw new BadInputException(
                    "The model " + trained.location() + " reads images of " + image,
                    "Image files can be given to models of square RGB images; use --data.");
        }
        return image;
    }
}
