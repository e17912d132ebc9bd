package org.bitadapt.jobs.export;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.model.WidthOptions;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.onnx.OnnxExporter;
import org.bitadapt.quant.onnx.OnnxForm;
import org.bitadapt.quant.onnx.OnnxSource;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The best network of a run as ONNX.
 *
 * @param file the bytes of the file
 * @param float32Bytes the bytes that a float32 framework would save
 */
@SuppressWarnings("ArrayRecordComponent") // the file as it is; shared, never compared
record OnnxExport(byte[] file, long float32Bytes) {

    /**
     * Exports a run.
     *
     * @param widths which of several widths is exported, the widest by default
     * @throws BadInputException if there is no run with a checkpoint
     */
    static OnnxExport of(String run, OnnxForm form, WidthOptions widths, Configuration hadoop) throws IOException {
        TrainedModel.Graph whole = TrainedModel.openGraph(run, hadoop);
        TrainedModel.Graph trained = whole.at(widths.last(whole));
        ComputationGraph graph = trained.graph();
        EngineKey key = trained.key();
        try {
            FloatBuffer parameters = NetworkGraph.parameters(graph);
            OnnxSource source = new OnnxSource(key.network(), key.pixels(), trained.classNames(), parameters);
            return new OnnxExport(
                    OnnxExporter.export(source, form),
                    NetworkGraph.layout(graph).float32Bytes());
        } finally {
            Reference.reachabilityFence(graph); // the buffer is the graph's own memory
        }
    }
}
