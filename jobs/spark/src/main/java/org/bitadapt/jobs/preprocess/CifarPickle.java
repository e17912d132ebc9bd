package org.bitadapt.jobs.preprocess;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.razorvine.pickle.PickleException;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.FileSystemFailure;
import org.bitadapt.jobs.files.TextFiles;
import org.bitadapt.jobs.preprocess.NumpyUnpickler.ByteArray;

/** Reads the batches of the Python archives: pickles by Python 2 (text keys) and 3 (byte keys). */
final class CifarPickle {

    private CifarPickle() {}

    static List<String> classes(CifarLayout layout, InputStream meta) throws IOException {
        String key = layout.dataset().classNamesKey();
        try {
            List<?> names = (List<?>) value(entries(meta, CifarFormat.MOST_META_BYTES), key);
            return names.stream()
                    .map(name -> className(name, layout.metaFile()))
                    .toList();
        } catch (FileSystemFailure e) {
            throw e;
        } catch (PickleException | ClassCastException | IOException e) {
            throw new BadInputException(
                    message(layout.dataset(), layout.metaFile(), e), "Unpack the archive again.", e);
        }
    }

    static Iterator<Reading> read(CifarBatch batch, InputStream content) {
        try {
            Map<?, ?> entries = entries(content, batch.dataset().mostPickleBytes());
            ByteArray data = (ByteArray) value(entries, "data");
            int[][] labels = labels(entries, batch.dataset(), data);
            return IntStream.range(0, data.rows())
                    .mapToObj(row -> batch.reading(row, labels[row], data.bytes(), row * CifarFormat.IMAGE_BYTES))
                    .iterator();
        } catch (FileSystemFailure e) {
            throw new UncheckedIOException("Cannot read " + batch.fileName() + ": " + e.getMessage(), e);
        } catch (PickleException | ClassCastException | IOException e) {
            return List.<Reading>of(new Reading.Unusable(message(batch.dataset(), batch.fileName(), e)))
                    .iterator();
        }
    }

    /** The labels of each image, in the data set's order. */
    private static int[][] labels(Map<?, ?> entries, CifarDataset dataset, ByteArray data) {
        int[][] labels = new int[data.rows()][dataset.labels().size()];
        for (int i = 0; i < dataset.labels().size(); i++) {
            List<?> values = (List<?>) value(entries, dataset.labels().get(i).key());
            if (data.columns() != CifarFormat.IMAGE_BYTES || data.rows() != values.size()) {
                throw new PickleException(
                        "data of " + data.rows() + " x " + data.columns() + " for " + values.size() + " labels");
            }
            for (int row = 0; row < labels.length; row++) {
                labels[row][i] = ((Number) values.get(row)).intValue();
            }
        }
        return labels;
    }

    private static Map<?, ?> entries(InputStream in, int most) throws IOException {
        InputStream limited = new LimitedStream(in, "a pickle", most);
        return (Map<?, ?>) new NumpyUnpickler(most).value(new BufferedInputStream(limited, 1 << 16));
    }

    private static Object value(Map<?, ?> entries, String key) {
        return entries.entrySet().stream()
                .filter(entry -> text(entry.getKey()).equals(key))
                .findFirst()
                .orElseThrow(() -> new PickleException("a dictionary without " + key))
                .getValue();
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }

    private static String className(Object value, String file) {
        return value instanceof byte[] bytes ? TextFiles.decode(bytes, file) : String.valueOf(value);
    }

    private static String message(CifarDataset dataset, String file, Exception e) {
        String found = e instanceof ClassCastException ? "values of other types" : e.getMessage();
        return "Invalid batch file: " + file + " (must be a pickle of " + dataset.title() + " images; found " + found
                + ")";
    }
}
