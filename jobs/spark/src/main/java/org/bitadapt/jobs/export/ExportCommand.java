package org.bitadapt.jobs.export;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.model.WidthOptions;
import org.bitadapt.jobs.run.AtomicFiles;
import org.bitadapt.jobs.spark.SparkSessions;
import org.bitadapt.quant.onnx.OnnxForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt export}. */
@Command(
        name = "export",
        description = {
            "Writes the best network of a run: packed, 1/23 to 1/31 of float32, or as ONNX (operator set 13).",
            "With --data it also counts on how many test images the packed model and the training graph agree."
        },
        footer = {
            "  bitadapt export --model runs/resnet20 --output resnet20.bnn",
            "  bitadapt export --model runs/resnet20 --output resnet20.bnn --data datasets/cifar10",
            "  bitadapt export --model runs/resnet20 --output resnet20.onnx",
            "  bitadapt export --model runs/widths --weights 1,2 --output widths.bnn"
        })
public final class ExportCommand extends JobCommand {

    private static final String ONNX_SUFFIX = ".onnx";

    /** The format of the file that is written. */
    enum Format {
        /** The packed model's own format. */
        BNN,
        /** ONNX. */
        ONNX
    }

    @Option(
            names = "--model",
            required = true,
            paramLabel = "RUN",
            description = "A run of `bitadapt train` or `netadapt`; for packed models also zoo:NAME.")
    private String model;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "The .bnn or .onnx file; replaced if there.")
    private String output;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "bnn, for networks with 1-bit weights, or onnx, for all; by default what FILE ends with.")
    private Format format;

    @Option(
            names = "--form",
            paramLabel = "NAME",
            defaultValue = "faithful",
            description = {
                "The form of ONNX with 1-bit weights: faithful gives the scores of the packed model; fused is what ONNX Runtime"
                        + " computes wholly in 8 bits, fastest but rounded more often (default: ${DEFAULT-VALUE})."
            })
    private OnnxForm form;

    @Mixin
    private WidthOptions widths = new WidthOptions();

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "A data set on whose test split packed model and training graph are compared.")
    private String data;

    @Override
    protected ExportOutcome run(Console console) throws IOException {
        if (format == null) {
            format = output.endsWith(ONNX_SUFFIX) ? Format.ONNX : Format.BNN;
        }
        Configuration hadoop = SparkSessions.hadoop();
        Path target = Locations.output("--output", output, hadoop)
                .apartFrom("--model", model)
                .apartFrom("--data", data)
                .path();
        FileSystem files = target.getFileSystem(hadoop);
        if (files.exists(target) && files.getFileStatus(target).isDirectory()) {
            throw new BadInputException(
                    "Invalid --output: " + output + " is a folder (must be a file)", "Name a file.");
        }
        return format == Format.ONNX ? onnx() : packed();
    }

    private ExportOutcome onnx() throws IOException {
        if (data != null) {
            throw new BadInputException(
                    "--data compares packed models with their training graph", "Leave it out, or give --format bnn.");
        }
        Configuration hadoop = SparkSessions.hadoop();
        OnnxExport export = OnnxExport.of(model, form, widths, hadoop);
        return write(hadoop, export.file(), export.float32Bytes(), null);
    }

    private ExportOutcome packed() throws IOException {
        Configuration hadoop = data == null ? SparkSessions.hadoop() : context().hadoopConfiguration();
        TrainedModel.Packed whole = TrainedModel.openPacked(model, hadoop);
        TrainedModel.Packed packed = widths.given() ? whole.trimmed(widths.all(whole)) : whole;
        Agreement both = null;
        if (data != null) {
            Dataset dataset = packed.reading(Dataset.open(Locations.input("--data", data, hadoop), hadoop));
            both = new GraphComparison(context(), model, packed).on(dataset);
        }
        return write(hadoop, packed.file(), packed.model().metadata().float32Bytes(), both);
    }

    private ExportOutcome write(Configuration hadoop, byte[] file, long float32Bytes, Agreement agreement)
            throws IOException {
        Path target = new Path(output);
        AtomicFiles.of(target, hadoop).write(target, out -> out.write(file));
        return ExportOutcome.of(output, file.length, float32Bytes, agreement);
    }

    private JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(SparkSessions.start("export").sparkContext());
    }
}
