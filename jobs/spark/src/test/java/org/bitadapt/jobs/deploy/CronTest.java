package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitadapt.jobs.cli.Tool;
import org.bitadapt.jobs.files.ProjectFiles;
import org.junit.jupiter.api.Test;

/** Tests the example for cron. */
class CronTest {

    private static final String FIELD = "(?:\\*|\\d+)(?:[-,/]\\d+)*";
    private static final Pattern ENTRY = Pattern.compile("((?:" + FIELD + " ){5})(.+)");
    private static final Pattern CALL =
            Pattern.compile("cd \"\\$BITADAPT_HOME\" && mkdir -p target/logs && deploy/bin/bitadapt (.+?) 2?>>.*");

    @Test
    void everyEntryHasFiveFieldsAndACommandThatTheToolTakes() throws IOException {
        List<String> lines = Files.readAllLines(ProjectFiles.at("deploy/cron/bitadapt.cron"));
        List<String> entries = lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.matches("[A-Z_]+=.*"))
                .toList();
        assertThat(entries).hasSize(2).allSatisfy(CronTest::check);
        assertThat(lines).anyMatch(line -> line.startsWith("BITADAPT_HOME="));
    }

    private static void check(String entry) {
        Matcher matcher = ENTRY.matcher(entry);
        assertThat(matcher.matches()).as(entry).isTrue();
        // cron ends a command at a percent sign.
        assertThat(matcher.group(2)).doesNotContain("%");
        Matcher call = CALL.matcher(matcher.group(2));
        assertThat(call.matches()).as(entry).isTrue();
        List<String> arguments = List.of(call.group(1).split(" "));
        assertThat(Tool.commandOf(arguments)).startsWith("bitadapt pipeline ");
        assertThat(ProjectFiles.at(arguments.get(arguments.indexOf("--config") + 1)))
                .isRegularFile();
    }
}
