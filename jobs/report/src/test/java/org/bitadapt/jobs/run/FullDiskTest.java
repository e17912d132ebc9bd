package org.bitadapt.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.bitadapt.jobs.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests runs on a disk without room; Linux's {@code /dev/full} acts as such a disk. */
class FullDiskTest {

    @TempDir
    private Path folder;

    @Test
    void aFullDiskIsAFailureOfTheJobAndLeavesNothing() throws IOException {
        try (RunWriter writer = start()) {
            assertThatThrownBy(() -> writer.writeAtomically("model.bnn", unused -> writeToFullDisk()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("model.bnn: No space left on device");
            assertThatThrownBy(() -> writer.writeCheckpoint(0, unused -> writeToFullDisk()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("epoch-000: No space left on device");
            assertThat(folder.toFile().list())
                    .containsExactlyInAnyOrder(".lock", "checkpoints", "config.conf", "run.json");
            assertThat(folder.resolve("checkpoints").toFile().list()).isEmpty();
        }
    }

    /** Writes to a full disk, for which Hadoop throws an {@link Error}. */
    private static void writeToFullDisk() throws IOException {
        try (RawLocalFileSystem local = new RawLocalFileSystem()) {
            local.initialize(URI.create("file:///"), new Configuration());
            try (OutputStream out = local.create(new org.apache.hadoop.fs.Path("/dev/full"), true)) {
                out.write(1);
            }
        }
    }

    @Test
    void aJobThatCannotSayThatItFailedFailsOfItsCause() throws IOException {
        IOException cause = new IOException("No space left on device");
        try (RunWriter writer = start()) {
            Files.delete(folder.resolve("run.json"));
            writer.markFailed(cause);
        }
        assertThat(cause.getSuppressed()).hasSize(1);
    }

    private RunWriter start() throws IOException {
        RunInfo info = new RunInfo(
                "train", "1.2.3", 42, RunData.unnamed("sha256:aa"), Instant.EPOCH, 1, RunInfo.State.RUNNING);
        return RunFolder.at(folder.toString(), new Configuration()).start(info, Settings.reference());
    }
}
