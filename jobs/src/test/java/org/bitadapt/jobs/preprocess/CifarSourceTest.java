package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarSourceTest {

    private static final CifarBatch BATCH = new CifarBatch("data_batch_1", false, 10);

    @TempDir
    Path folder;

    @Test
    void opensTheFolderAroundTheUnpackedOne() throws IOException {
        CifarFiles.binary(folder.resolve("cifar-10-batches-bin"));

        assertThat(open(folder).classes()).hasSize(10).startsWith("circle", "ring");
    }

    @Test
    void refusesAnEmptyFolder() {
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll("Invalid CIFAR-10 input: file:", "must hold data_batch_1.bin");
    }

    @Test
    void refusesAPathThatIsNotThere() {
        assertThatThrownBy(() -> open(folder.resolve("nothing")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("nothing (must exist)");
    }

    @Test
    void namesTheFilesThatAreMissing() throws IOException {
        CifarFiles.binary(folder);
        Files.delete(folder.resolve("test_batch.bin"));
        Files.delete(folder.resolve("batches.meta.txt"));

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Missing file: batches.meta.txt, test_batch.bin in file:");
    }

    @Test
    void refusesAnArchiveThatLeadsOutsideAndWritesNothing() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(CifarFiles.contents(CifarFiles.binary(folder.resolve("in"))));
        entries.put("../../escaped", new byte[3]);
        Path archive = CifarFiles.archive(entries, folder.resolve("evil.tar.gz"));

        assertThatThrownBy(() -> open(archive))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid archive entry: ../../escaped in evil.tar.gz (must stay inside the archive)");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(folder.resolve("in"), archive);
        }
    }

    @Test
    void refusesAnArchiveCutShort() throws IOException {
        Path archive =
                CifarFiles.archive(CifarFiles.binary(folder.resolve("in")), folder.resolve("cifar-10-binary.tar.gz"));
        CifarFiles.cut(archive, 5000);

        assertThatThrownBy(() -> open(archive))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Invalid archive: cifar-10-binary.tar.gz (must be a complete .tar.gz file: ");
    }

    @Test
    void refusesAFileThatIsNoArchive() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "not an archive");

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid archive: notes.txt (must be a complete .tar.gz file: Not in GZIP format)");
    }

    @Test
    void readsArraysInFortranOrder() throws IOException {
        byte[] columnMajor = new byte[2 * 3072];
        for (int i = 0; i < columnMajor.length; i++) {
            columnMajor[i] = (byte) (i % 2 == 0 ? 100 : 200);
        }
        byte[] pickle = new CifarFiles.Pickle()
                .start()
                .key("data")
                .array(2, 3072, columnMajor, true)
                .key("labels")
                .list(new int[] {4, 7})
                .end();
        List<Reading> readings = read(pickle);

        assertThat(readings).hasSize(2);
        assertThat(((Reading.Labelled) readings.get(0)).record().image()).containsOnly((byte) 100);
        assertThat(((Reading.Labelled) readings.get(1)).record().image()).containsOnly((byte) 200);
        assertThat(((Reading.Labelled) readings.get(1)).record().label()).isEqualTo(7);
    }

    @Test
    void refusesAPickleThatNamesAnyOtherClass() throws IOException {
        byte[] pickle = new CifarFiles.Pickle()
                .start()
                .key("data")
                .global("os", "system")
                .raw("U\4true\u0085R")
                .end();

        assertThat(read(pickle))
                .containsExactly(new Reading.Unusable("Invalid batch file: data_batch_1 (must be a pickle of CIFAR-10"
                        + " images; found class os.system)"));
    }

    @Test
    void refusesPicklesOfOtherValues() throws IOException {
        byte[] noLabels = new CifarFiles.Pickle()
                .start()
                .key("data")
                .array(1, 3072, new byte[3072], false)
                .end();
        byte[] fewLabels = new CifarFiles.Pickle()
                .start()
                .key("data")
                .array(2, 3072, new byte[6144], false)
                .key("labels")
                .list(new int[1])
                .end();
        byte[] text = new CifarFiles.Pickle().start().key("data").key("pixels").end();

        assertThat(message(noLabels)).endsWith("found a dictionary without labels)");
        assertThat(message(fewLabels)).endsWith("found data of 2 x 3072 for 1 labels)");
        assertThat(message(text)).endsWith("found values of other types)");
        assertThat(message(new byte[] {1, 2, 3})).startsWith("Invalid batch file: data_batch_1 (must be a pickle");
        assertThat(message(new byte[0])).startsWith("Invalid batch file: data_batch_1 (must be");
    }

    private static String message(byte[] pickle) throws IOException {
        return ((Reading.Unusable) read(pickle).get(0)).message();
    }

    private static List<Reading> read(byte[] pickle) throws IOException {
        Iterator<Reading> readings = CifarFormat.PYTHON.read(BATCH, new ByteArrayInputStream(pickle));
        List<Reading> all = new ArrayList<>();
        readings.forEachRemaining(all::add);
        return all;
    }

    private static CifarSource open(Path path) throws IOException {
        return CifarSource.open(new org.apache.hadoop.fs.Path(path.toUri()), new Configuration());
    }
}
