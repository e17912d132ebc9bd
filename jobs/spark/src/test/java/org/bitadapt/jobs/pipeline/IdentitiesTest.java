package org.bitadapt.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentitiesTest {

    private final Identities identities = new Identities(new Configuration());

    @TempDir
    Path folder;

    @Test
    void aFolderIsAnotherOneWhenAFileIs() throws IOException {
        Path photo = Files.createDirectories(folder.resolve("photos/a: [b]")).resolve("1.png");
        Files.writeString(photo, "one");
        String before = identity("photos");

        Files.writeString(folder.resolve("photos/.hidden"), "x");
        assertThat(identity("photos")).isEqualTo(before);
        Files.setLastModifiedTime(photo, FileTime.fromMillis(1_000_000));
        String later = identity("photos");
        assertThat(later).isNotEqualTo(before);
        Files.writeString(folder.resolve("photos/2.png"), "two");
        assertThat(identity("photos")).isNotEqualTo(later);
    }

    @Test
    void linksThatLeadInCirclesEnd() throws IOException {
        Files.createDirectories(folder.resolve("photos/a"));
        Files.createSymbolicLink(folder.resolve("photos/a/up"), folder.resolve("photos"));
        assertThat(identity("photos")).hasSize(64);
    }

    @Test
    void pipesAreNotRead() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("photos"));
        for (String name : new String[] {"pipe", "photos/pipe"}) {
            assertThat(new ProcessBuilder("mkfifo", folder.resolve(name).toString())
                            .start()
                            .waitFor())
                    .isZero();
        }
        assertThat(identity("photos")).hasSize(64);
        assertThatThrownBy(() -> identity("pipe"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no pipe and no device");
    }

    @Test
    void whatIsNotThereHasNone() throws IOException {
        assertThat(identities.of(folder.resolve("none").toString())).isEmpty();
    }

    private String identity(String name) throws IOException {
        return identities.of(folder.resolve(name).toString()).orElseThrow();
    }
}
