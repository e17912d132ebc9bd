package org.bitadapt.jobs.netadapt.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.run.RunData;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;
import org.bitadapt.jobs.run.RunWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchRecordsTest {

    @TempDir
    private Path temporary;

    @Test
    void aStateThatIsNoneIsNamedWithItsFile() throws Exception {
        Configuration hadoop = new Configuration();
        RunInfo info = new RunInfo(
                "netadapt", "1.2.3", 42, RunData.unnamed("sha256:aa"), Instant.EPOCH, 1, RunInfo.State.RUNNING);
        RunFolder folder = RunFolder.at(temporary.toUri().toString(), hadoop);
        try (RunWriter run = folder.start(info, Settings.reference())) {
            Path state = temporary.resolve("search/state.json");
            Files.createDirectories(state.getParent());
            Files.writeString(state, "{\"start\": 3}");
            assertThatThrownBy(() -> new SearchRecords(run, hadoop).state())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Invalid state of a search: Invalid start: 3 (must be an object)")
                    .hasMessageEndingWith(", in file " + folder.path("search/state.json"));
        }
    }
}
