package org.bitadapt.jobs.train;

import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.quant.engine.ParameterTransfer;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The best network of an earlier run, whose weights another training starts from: {@code train.from}.
 *
 * @param run that trained it
 * @param graph its best one
 */
record Pretrained(RunFolder run, ComputationGraph graph) {

    /**
     * Reads it.
     *
     * @param location the run's folder
     * @throws BadInputException if it is no run, or nothing is trained in it yet
     */
    static Pretrained open(String location, Configuration hadoop) throws IOException {
        RunFolder run = RunFolder.at(location, hadoop).existing();
        return new Pretrained(run, TrainedModel.graph(run, hadoop).graph());
    }

    /**
     * Puts its weights in place of a network's own, where layers have the same name and size.
     *
     * @param fresh the network; unchanged
     * @param console is told what was taken
     * @throws BadInputException if no layer has
     */
    TrainingStart startOf(ComputationGraph fresh, Console console) {
        ParameterTransfer transfer = ParameterTransfer.of(
                NetworkGraph.layout(fresh),
                fresh.params().toFloatVector(),
                NetworkGraph.layout(graph),
                graph.params().toFloatVector());
        if (transfer.taken().isEmpty()) {
            throw new BadInputException(
                    "No layer of " + run + ", which train.from names, has the name and size of one of this network",
                    "Name the run of a network of the same family, or remove train.from.");
        }
        console.say(String.format(
                Locale.ROOT,
                "Weights of %d of %d layers from %s%s",
                transfer.taken().size(),
                transfer.taken().size() + transfer.kept().size(),
                run,
                transfer.kept().isEmpty() ? "" : "; fresh: " + String.join(", ", transfer.kept())));
        return new TrainingStart(
                NetworkGraph.configuration(fresh).engineKey().network(), transfer.parameters(), new float[0]);
    }
}
