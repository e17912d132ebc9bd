package org.bitadapt.jobs.pku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredFilesTest {

    private static final byte[] CONTENT = "a photograph".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path zip;

    @BeforeEach
    void store() throws IOException {
        zip = folder.resolve("photographs.zip");
        CRC32 crc = new CRC32();
        crc.update(CONTENT);
        ZipEntry entry = new ZipEntry("1.jpg");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(CONTENT.length);
        entry.setCrc(crc.getValue());
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(entry);
            entries.write(CONTENT);
        }
    }

    @AfterEach
    void recover() {
        UnreliableFiles.fail(false);
    }

    @Test
    void aFailureOfTheFileSystemIsNoDamage() throws Exception {
        StoredFile zipped = new StoredFile("1.jpg", UnreliableFiles.location(zip), "1.jpg");
        StoredFile unpacked = new StoredFile("1.jpg", UnreliableFiles.location(zip), "");
        try (StoredFiles files = new StoredFiles(UnreliableFiles.configuration())) {
            assertThat(files.read(zipped)).isEqualTo(CONTENT);
            UnreliableFiles.fail(true);
            assertThatThrownBy(() -> files.read(zipped))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Connection reset");
            assertThatThrownBy(() -> files.read(unpacked))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Connection reset");
        }
    }

    @Test
    void aFlippedBitIsDamage() throws Exception {
        byte[] bytes = Files.readAllBytes(zip);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("photograph")] ^= 1;
        Files.write(zip, bytes);
        try (StoredFiles files = new StoredFiles(UnreliableFiles.configuration())) {
            assertThatThrownBy(() -> files.read(new StoredFile("1.jpg", UnreliableFiles.location(zip), "1.jpg")))
                    .isInstanceOf(InvalidPhotographException.class)
                    .hasMessage("Damaged zip entry (its checksum is wrong)");
        }
    }
}
