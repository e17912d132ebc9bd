package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.files.InputFiles;

/**
 * Reads batch files inside Spark tasks; a file is closed when its task ends.
 *
 * @param classes the number of classes
 * @param count the rule for the number of records in a batch file
 */
record CifarReader(CifarLayout layout, int classes, CifarCount count, SerializableConfiguration configuration)
        implements Serializable {

    /** The readings of a batch file. */
    Iterator<Reading> readFile(String path) throws IOException {
        Path file = new Path(path);
        InputStream in = new SourceStream(InputFiles.open(file, configuration.value()));
        closeWithTask(in::close);
        return read(file.getName(), in);
    }

    /** The readings of all batch files in an archive. */
    Iterator<Reading> readArchive(String path) throws IOException {
        TarArchive archive = new TarArchive(new Path(path), configuration.value());
        closeWithTask(archive::close);
        return new ArchiveReadings(archive);
    }

    private Iterator<Reading> read(String fileName, InputStream content) {
        CifarBatch batch = new CifarBatch(layout, fileName, classes);
        return new CountedReadings(layout.format().read(batch, content), batch, count);
    }

    private static void closeWithTask(Closing closing) {
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> {
            try {
                closing.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @FunctionalInterface
    private interface Closing {
        void close() throws IOException;
    }

    /** The readings of one batch file after the other; an error of the archive itself comes last. */
    private final class ArchiveReadings implements Iterator<Reading> {

        private final TarArchive archive;
        private Iterator<Reading> batch = List.<Reading>of().iterator();
        private boolean ended;

        ArchiveReadings(TarArchive archive) {
            this.archive = archive;
        }

        @Override
        public boolean hasNext() {
            while (!batch.hasNext() && !ended) {
                batch = nextBatch();
            }
            return batch.hasNext();
        }

        @Override
        public Reading next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return batch.next();
        }

        private Iterator<Reading> nextBatch() {
            try {
                Optional<String> file = archive.nextFile();
                while (file.isPresent() && !layout.isBatch(file.get())) {
                    file = archive.nextFile();
                }
                if (file.isPresent()) {
                    return read(file.get(), archive.content());
                }
                ended = true;
                return List.<Reading>of().iterator();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (BadInputException e) {
                ended = true;
                return List.<Reading>of(new Reading.Unusable(e.getMessage())).iterator();
            }
        }
    }
}
