package org.bitadapt.jobs.onnx;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.dataset.ClassNames;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.files.TextFiles;
import org.bitadapt.quant.onnx.reading.OnnxImporter;

/** The names of the classes of an imported network, in the order of its scores. */
final class ImportedClasses {

    private ImportedClasses() {}

    /**
     * The names of a file, a name a line; else those of a data set, in its order; else {@code class0, class1, ...}.
     *
     * @param file the path of the file; null for none
     * @param count the number of the network's classes
     * @throws BadInputException if there are more or fewer names, or names that no model can hold
     */
    static List<String> of(String file, Optional<Dataset> dataset, int count, Configuration hadoop) throws IOException {
        if (file != null) {
            return require(read(file, hadoop), "file " + file, count);
        }
        return dataset.isPresent()
                ? require(dataset.get().manifest().classes(), "data set " + dataset.get(), count)
                : OnnxImporter.defaultClasses(count);
    }

    private static List<String> read(String file, Configuration hadoop) throws IOException {
        Path path = Locations.input("--classes", file, hadoop);
        List<String> lines =
                TextFiles.read(path, hadoop).lines().map(String::strip).toList();
        int last = lines.size();
        while (last > 0 && lines.get(last - 1).isEmpty()) {
            last--;
        }
        try {
            return ClassNames.require(lines.subList(0, last));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage() + " in " + file, "Write a name a line.", e);
        }
    }

    private static List<String> require(List<String> names, String where, int count) {
        if (names.size() != count) {
            throw new BadInputException(
                    "The network gives " + count + " scores, the " + where + " has " + names.size() + " classes",
                    "Give the names of all classes that the network was trained on, in the order of its scores.");
        }
        return names;
    }
}
