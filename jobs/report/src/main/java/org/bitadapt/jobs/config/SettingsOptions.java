package org.bitadapt.jobs.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options by which commands take settings; a mixin. */
public final class SettingsOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "Settings in HOCON; see the examples in conf/.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replaces a setting, such as data.batch=32; repeatable. Wins over the file.")
    private List<String> assignments = new ArrayList<>();

    /**
     * The settings that the options give.
     *
     * @throws org.bitadapt.jobs.command.BadInputException if the file or an assignment cannot be read
     */
    public Settings settings() {
        Settings settings = file == null ? Settings.reference() : Settings.file(file);
        for (String assignment : assignments) {
            settings = settings.set(assignment);
        }
        return settings;
    }
}
