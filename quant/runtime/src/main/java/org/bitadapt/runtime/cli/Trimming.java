package org.bitadapt.runtime.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.format.Width;

/**
 * Writes a model with some of its widths to a file of its own.
 *
 * @param model a model file
 * @param choice the bits to keep
 * @param output the file that is written, which may be the model's own
 */
record Trimming(Path model, WidthChoice choice, Path output) {

    static Trimming parse(List<String> arguments) {
        Options options = Options.parse(
                arguments.subList(1, arguments.size()), List.of(WidthChoice.WEIGHTS, WidthChoice.MAPS, "--output"));
        return new Trimming(Path.of(arguments.get(0)), WidthChoice.some(options), options.outputFile("--output"));
    }

    void run(PrintStream out) throws IOException {
        PackedModel whole = PackedModel.load(model);
        List<Width> kept = choice.all(whole, model.toString());
        byte[] bytes = whole.trim(kept);
        replace(bytes);
        out.printf(Locale.ROOT, "%s: %,d bytes, with the widths %s%n", output, bytes.length, Width.words(kept));
    }

    /** Writes the bytes beside the output and renames them, so that the output is never half written. */
    private void replace(byte[] bytes) throws IOException {
        Path folder = output.toAbsolutePath().getParent();
        Path written = folder.resolve(
                "." + output.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.write(written, bytes);
            Files.move(written, output, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
