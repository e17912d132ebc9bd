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

/** Reads the batches of the Python archive: pickles by Python 2 (text keys) and 3 (byte keys). */
final class CifarPickle {

    /** The most bytes of a batch; the published batches have 31 MB. */
    private static final int MOST_BYTES = 1 << 26;

    private CifarPickle() {}

    static List<String> classes(InputStream meta) throws IOException {
        try {
            List<?> names = (List<?>) value(entries(meta, CifarFormat.MOST_META_BYTES), "label_names");
            return names.stream().map(CifarPickle::className).toList();
        } catch (FileSystemFailure e) {
            throw e;
        } catch (PickleException | ClassCastException | IOException e) {
            throw new BadInputException(message("batches.meta", e), "Unpack the archive again.", e);
        }
    }

    static Iterator<Reading> read(CifarBatch batch, InputStream content) {
        try {
            Map<?, ?> entries = entries(content, MOST_BYTES);
            ByteArray data = (ByteArray) value(entries, "data");
            List<?> labels = (List<?>) value(entries, "labels");
            if (data.columns() != CifarFormat.IMAGE_BYTES || data.rows() != labels.size()) {
                throw new PickleException(
                        "data of " + data.rows() + " x " + data.columns() + " for " + labels.size() + " labels");
            }
            return IntStream.range(0, data.rows())
                    .mapToObj(row -> batch.reading(
                            row, ((Number) labels.get(row)).intValue(), data.bytes(), row * CifarFormat.IMAGE_BYTES))
                    .iterator();
        } catch (FileSystemFailure e) {
            throw new UncheckedIOException("Cannot read " + batch.fileName() + ": " + e.getMessage(), e);
        } catch (PickleException | ClassCastException | IOException e) {
            return List.<Reading>of(new Reading.Unusable(message(batch.fileName(), e)))
                    .iterator();
        }
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

    private static String className(Object value) {
        return value instanceof byte[] bytes ? TextFiles.decode(bytes, "batches.meta") : String.valueOf(value);
    }

    private static String message(String file, Exception e) {
        String found = e instanceof ClassCastException ? "values of other types" : e.getMessage();
        return "Invalid batch file: " + file + " (must be a pickle of CIFAR-10 images; found " + found + ")";
    }
}
