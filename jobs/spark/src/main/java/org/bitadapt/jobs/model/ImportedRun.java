package org.bitadapt.jobs.model;

import java.io.IOException;
import java.util.Optional;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.run.RunFolder;

/** What runs of {@code bitadapt import} have, and other runs have not. */
public final class ImportedRun {

    /** The command that makes such runs. */
    public static final String COMMAND = "import";

    /** The file of the network, which {@code network.name} can name. */
    public static final String NETWORK = "network.json";

    private ImportedRun() {}

    /**
     * The path of the network's file, as {@code network.name} takes it.
     *
     * @return empty if a run was not imported
     */
    public static Optional<String> network(RunFolder run) throws IOException {
        boolean imported = run.exists() && run.info().command().equals(COMMAND) && run.has(NETWORK);
        return imported ? Optional.of(Locations.shown(run.path(NETWORK))) : Optional.empty();
    }
}
