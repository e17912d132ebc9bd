package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.image.ImageDecoder;
import org.bitadapt.jobs.image.ImageFile;
import org.bitadapt.jobs.model.Scorer;
import org.bitadapt.jobs.score.BatchScoring;
import org.bitadapt.jobs.score.LookAhead;
import org.bitadapt.jobs.score.ScoredRecord;
import org.bitadapt.jobs.spark.TaskSlots;
import org.bitadapt.runtime.image.InvalidImageException;

/**
 * Reads and decodes image files one after the other. Files that cannot be read are passed over, or kept as black
 * images.
 */
final class DecodedImages extends LookAhead<BatchScoring.Image> {

    /**
     * The reasons why images could not be read, in the order in which images were handed out; empty for images that
     * could be read.
     */
    private final Queue<String> reasons = new ArrayDeque<>();

    private final Iterator<ImageFile> files;
    private final ImageDecoder decoder;
    private final int size;
    private final Configuration configuration;
    private final Unread unread;

    /** Decides what is done about files that cannot be read. */
    @FunctionalInterface
    interface Unread {

        /** Whether the file is kept; the method may throw instead. */
        boolean keeps(UnreadImage image);
    }

    /**
     * @param shape the shape that the decoder makes
     * @param unread decides about each file that cannot be read
     */
    DecodedImages(
            Iterator<ImageFile> files, ImageDecoder decoder, Shape shape, Configuration configuration, Unread unread) {
        this.files = files;
        this.decoder = decoder;
        this.size = shape.size();
        this.configuration = configuration;
        this.unread = unread;
    }

    @Override
    protected BatchScoring.Image advance() {
        BatchScoring.Image image = null;
        while (image == null && files.hasNext()) {
            ImageFile file = files.next();
            try {
                image = image(file);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file.path() + ": " + e.getMessage(), e);
            }
        }
        return image;
    }

    /** All images with their scores. */
    Iterator<ScoredImage> scoredBy(Scorer scorer, int classes) {
        BatchScoring scoring = new BatchScoring(this, size, classes, scorer);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return scoring.hasNext();
            }

            @Override
            public ScoredImage next() {
                ScoredRecord scores = scoring.next();
                String reason = reasons.remove();
                return new ScoredImage(scores, reason.isEmpty() ? null : reason);
            }
        };
    }

    /** The decoded image, or null if the file is passed over. */
    private BatchScoring.Image image(ImageFile file) throws IOException {
        if (file.isTooLarge(configuration)) {
            return unread(file, "more than " + ImageFile.MOST_BYTES + " bytes");
        }
        try {
            byte[] pixels = decoder.decode(file.bytes(configuration), TaskSlots.imageBudget());
            reasons.add("");
            return new BatchScoring.Image(file.path(), -1, pixels);
        } catch (InvalidImageException e) {
            return unread(file, e.getMessage());
        }
    }

    private BatchScoring.Image unread(ImageFile file, String reason) {
        if (!unread.keeps(new UnreadImage(file.path(), reason))) {
            return null;
        }
        reasons.add(reason);
        return new BatchScoring.Image(file.path(), -1, new byte[size]);
    }
}
