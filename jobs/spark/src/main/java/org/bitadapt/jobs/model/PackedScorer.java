package org.bitadapt.jobs.model;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;

/** Scores with the packed model's own engine, at the model's widest width: one model a JVM, one session a task. */
public final class PackedScorer implements Scorer {

    private static final int BATCH = 32;

    private final Session session;
    private final byte[] pixels;
    private final float[] scores;

    private PackedScorer(PackedModel model) {
        // The widest width alone: a session of all widths has the weights of each in the order of the kernels.
        session = model.openSession(
                SessionOptions.DEFAULT, List.of(model.network().width()));
        pixels = new byte
                [BATCH
                        * model.inputShape().channels()
                        * model.inputShape().height()
                        * model.inputShape().width()];
        scores = new float[BATCH * model.classes()];
    }

    /**
     * Sends a model.
     *
     * @param file the bytes of a whole {@code .bnn} file
     */
    public static Scorers scorers(byte[] file, JavaSparkContext spark) {
        Broadcast<Model> model = spark.broadcast(new Model(file));
        return new Scorers(() -> new PackedScorer(model.value().loaded()), model);
    }

    @Override
    public int maximumBatch() {
        return BATCH;
    }

    @Override
    public void score(ByteBuffer source, int images, FloatBuffer target) {
        source.get(0, pixels, 0, images * (pixels.length / BATCH));
        session.run(pixels, images, scores);
        target.put(0, scores, 0, images * (scores.length / BATCH));
    }

    @Override
    public void close() {
        session.close();
    }

    /** The bytes of a model file, which are loaded once in each JVM that they reach. */
    public static final class Model implements Serializable {

        private static final long serialVersionUID = 1;

        private final byte[] file;
        private transient PackedModel loaded;

        /**
         * @param file the bytes of a whole {@code .bnn} file; not copied
         */
        public Model(byte[] file) {
            this.file = file;
        }

        synchronized PackedModel loaded() {
            if (loaded == null) {
                loaded = PackedModel.load(file);
            }
            return loaded;
        }
    }
}
