package org.bitadapt.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {

    @TempDir
    Path folder;

    @Test
    void readsAllScripts() throws IOException {
        Path file = Files.writeString(folder.resolve("names"), "caf\u00e9\r\n\u732b\n\ud83d\udc31\n");
        assertThat(TextFiles.read(hadoop(file), new Configuration())).isEqualTo("caf\u00e9\r\n\u732b\n\ud83d\udc31\n");
        assertThat(TextFiles.decode(new byte[0], "x")).isEmpty();
    }

    /** The text is "Straße" in Latin-1: a decoder that replaces bytes would make another name of it. */
    @Test
    void refusesOtherEncodings() {
        byte[] latin = "Stra\u00dfe".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> TextFiles.decode(latin, "batches.meta.txt"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid text: batches.meta.txt (must be UTF-8; byte 4 is not)");
        byte[] cut = {'a', (byte) 0xe7, (byte) 0x8c};
        assertThatThrownBy(() -> TextFiles.decode(cut, "x")).hasMessageContaining("byte 1 is not");
    }

    @Test
    void refusesMoreBytesThanThereMayBe() throws IOException {
        byte[] bytes = {'a', 'b', 'c'};
        assertThat(TextFiles.read(new ByteArrayInputStream(bytes), 3, "x")).isEqualTo("abc");
        assertThatThrownBy(() -> TextFiles.read(new ByteArrayInputStream(bytes), 2, "x"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid text: x (must have at most 2 bytes)");
    }

    @Test
    void refusesWhatIsNoFile() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> TextFiles.read(hadoop(pipe), new Configuration()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no pipe and no device");
        assertThatThrownBy(() -> TextFiles.read(hadoop(folder.resolve("none")), new Configuration()))
                .isInstanceOf(FileNotFoundException.class);
    }

    private static org.apache.hadoop.fs.Path hadoop(Path file) {
        return new org.apache.hadoop.fs.Path(file.toUri());
    }
}
