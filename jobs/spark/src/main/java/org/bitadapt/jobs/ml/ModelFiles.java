package org.bitadapt.jobs.ml;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader.Metadata;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.bitadapt.jobs.model.SavedGraph;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.runtime.image.Fit;

/**
 * The files of a saved model: Spark's {@code metadata}, and beside it {@code data/model.bnn}, which {@code bitadapt}
 * reads as well, or {@code data/graph.zip} of a float32 network.
 */
final class ModelFiles {

    private static final String DATA = "data";

    private ModelFiles() {}

    /** Writes a model. */
    static final class Writer extends MLWriter {

        private final BinarizedNetworkModel model;

        Writer(BinarizedNetworkModel model) {
            this.model = model;
        }

        @Override
        public void saveImpl(String path) {
            new DefaultParamsWriter(model).saveImpl(path);
            try {
                write(new Path(path, DATA), sc().hadoopConfiguration());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void write(Path folder, Configuration hadoop) throws IOException {
            FileSystem files = folder.getFileSystem(hadoop);
            files.mkdirs(folder);
            if (model.network() instanceof TrainedModel.Graph trained) {
                SavedGraph.write(trained.graph(), folder, hadoop);
            } else if (model.network() instanceof TrainedModel.Packed packed) {
                try (OutputStream out = files.create(new Path(folder, TrainedModel.FILE))) {
                    out.write(packed.file());
                }
            }
        }
    }

    /** Reads a model. */
    static final class Reader extends MLReader<BinarizedNetworkModel> {

        @Override
        public BinarizedNetworkModel load(String path) {
            Metadata metadata = DefaultParamsReader.loadMetadata(path, sc(), BinarizedNetworkModel.class.getName());
            try {
                TrainedModel network = read(new Path(path, DATA), sc().hadoopConfiguration());
                BinarizedNetworkModel model = new BinarizedNetworkModel(metadata.uid(), network, Optional.empty());
                metadata.getAndSetParams(model, metadata.getAndSetParams$default$2());
                return model;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static TrainedModel read(Path folder, Configuration hadoop) throws IOException {
            Path packed = new Path(folder, TrainedModel.FILE);
            return packed.getFileSystem(hadoop).exists(packed)
                    ? TrainedModel.open(packed.toString(), TrainedModel.Form.PACKED, hadoop)
                    : new TrainedModel.Graph(
                            folder.toString(),
                            SavedGraph.read(folder, hadoop),
                            List.of(),
                            "",
                            Fit.CROP); // a param says it
        }
    }
}
