package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.evaluate.BatchScoring;
import org.bitadapt.jobs.image.ImageDecoder;
import org.bitadapt.jobs.image.ImageFile;
import org.bitadapt.runtime.image.InvalidImageException;

/** Reads and decodes image files one after the other; passes over those that cannot be read. */
final class DecodedImages implements Iterator<BatchScoring.Image> {

    private final Iterator<ImageFile> files;
    private final ImageDecoder decoder;
    private final Configuration configuration;
    private final Consumer<UnreadImage> unread;
    private BatchScoring.Image next;

    /**
     * @param unread is told of each file that is passed over; may throw instead
     */
    DecodedImages(
            Iterator<ImageFile> files,
            ImageDecoder decoder,
            Configuration configuration,
            Consumer<UnreadImage> unread) {
        this.files = files;
        this.decoder = decoder;
        this.configuration = configuration;
        this.unread = unread;
    }

    @Override
    public boolean hasNext() {
        while (next == null && files.hasNext()) {
            ImageFile file = files.next();
            try {
                next = image(file);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file.path() + ": " + e.getMessage(), e);
            }
        }
        return next != null;
    }

    @Override
    public BatchScoring.Image next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        BatchScoring.Image image = next;
        next = null;
        return image;
    }

    /** The decoded image, or null if the file was passed over. */
    private BatchScoring.Image image(ImageFile file) throws IOException {
        if (file.isTooLarge(configuration)) {
            unread.accept(new UnreadImage(file.path(), "more than " + ImageFile.MOST_BYTES + " bytes"));
            return null;
        }
        try {
            return new BatchScoring.Image(file.path(), -1, decoder.decode(file.bytes(configuration)));
        } catch (InvalidImageException e) {
            unread.accept(new UnreadImage(file.path(), e.getMessage()));
            return null;
        }
    }
}
