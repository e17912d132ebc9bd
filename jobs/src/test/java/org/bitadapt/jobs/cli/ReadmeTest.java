package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)(?: [a-z]+)?` \\|");

    @Test
    void readmeListsExactlyTheCommands() throws IOException {
        List<String> listed = ROW.matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(row -> row.group(1))
                .distinct()
                .toList();
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        BitAdapt.commandLine().getSubcommands().keySet());
    }

    @Test
    void everyCommandHasADescriptionAndExamplesOfItself() {
        BitAdapt.commandLine().getSubcommands().forEach((name, command) -> {
            var usage = command.getCommandSpec().usageMessage();
            assertThat(usage.description()).as(name).isNotEmpty();
            assertThat(usage.footer()).as(name).isNotEmpty().allMatch(line -> line.contains("bitadapt " + name));
        });
    }
}
