package org.bitadapt.jobs.score;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.bitadapt.jobs.model.Scorer;

/**
 * Scores a stream of images batch by batch, holding one batch at a time. An instance is made inside a Spark task. The
 * scorer is closed once all images are scored, because a task of a coalesced table makes an instance for each of many
 * partitions. The end of the task, good or bad, closes a scorer whose images were not read to their end.
 */
public final class BatchScoring implements Iterator<ScoredRecord> {

    private final Iterator<Image> images;
    private final Scorer scorer;
    private final int imageBytes;
    private final int classes;
    private final ByteBuffer pixels;
    private final FloatBuffer scores;
    private final Queue<ScoredRecord> scored = new ArrayDeque<>();
    private boolean isClosed;

    /**
     * An image to score.
     *
     * @param id the id of the record or file
     * @param label the image's true class, or -1
     * @param pixels the pixels, {@code [y][x][channel]}, unsigned 8 bit
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    public record Image(String id, int label, byte[] pixels) {}

    /**
     * @param imageBytes the bytes of every image: channels x height x width
     * @param classes the number of classes, which is that of scores per image
     */
    public BatchScoring(Iterator<Image> images, int imageBytes, int classes, Scorer scorer) {
        this.images = images;
        this.scorer = scorer;
        this.imageBytes = imageBytes;
        this.classes = classes;
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> close());
        pixels = ByteBuffer.allocateDirect(scorer.maximumBatch() * imageBytes);
        scores = ByteBuffer.allocateDirect(Float.BYTES * scorer.maximumBatch() * classes)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public boolean hasNext() {
        if (scored.isEmpty() && !isClosed) {
            advance();
        }
        return !scored.isEmpty();
    }

    private void advance() {
        if (images.hasNext()) {
            scoreBatch();
        } else {
            close();
        }
    }

    private void close() {
        if (!isClosed) {
            isClosed = true;
            scorer.close();
        }
    }

    @Override
    public ScoredRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return scored.remove();
    }

    private void scoreBatch() {
        List<Image> batch = new ArrayList<>();
        pixels.clear();
        while (images.hasNext() && batch.size() < scorer.maximumBatch()) {
            Image image = images.next();
            pixels.put(image.pixels(), 0, imageBytes);
            batch.add(image);
        }
        scorer.score(pixels, batch.size(), scores);
        for (int i = 0; i < batch.size(); i++) {
            float[] own = new float[classes];
            scores.get(i * classes, own);
            scored.add(new ScoredRecord(batch.get(i).id(), batch.get(i).label(), own));
        }
    }
}
