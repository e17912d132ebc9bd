package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarSourceTest {

    private static final CifarBatch BATCH = new CifarBatch(CifarLayout.CIFAR10_PYTHON, "data_batch_1", 10);

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
    void refusesAMissingTrainingBatch() throws IOException {
        CifarFiles.binary(folder);
        Files.delete(folder.resolve("data_batch_3.bin"));

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Missing file: data_batch_3.bin in file:");
        assertThat(openShort(folder).classes()).hasSize(10);
    }

    @Test
    void refusesAMissingLastBatchOfThePublishedClasses() throws IOException {
        publishedClasses(CifarFiles.binary(folder));
        Files.delete(folder.resolve("data_batch_5.bin"));

        assertThatThrownBy(() -> open(folder)).hasMessageStartingWith("Missing file: data_batch_5.bin in file:");
    }

    @Test
    void theCountOfRecordsMustBeThePublishedOne() {
        assertThat(counted(CifarCount.PUBLISHED, 10_000)).hasSize(10_000).allMatch(Reading.Rejected.class::isInstance);
        assertThat(last(CifarCount.PUBLISHED, 9_999))
                .isEqualTo(new Reading.Unusable("Invalid batch file: data_batch_1.bin has 9999 records (must have 10000"
                        + " records; --accept-short takes others)"));
        assertThat(last(CifarCount.PUBLISHED, 10_001)).isInstanceOf(Reading.Unusable.class);
        assertThat(last(CifarCount.SOME, 0))
                .isEqualTo(new Reading.Unusable("Invalid batch file: data_batch_1.bin has 0 records (must have 1 record"
                        + " or more; --accept-short takes others)"));
        assertThat(counted(CifarCount.SOME, 3)).hasSize(3);
        assertThat(counted(CifarCount.ANY, 0)).isEmpty();
    }

    private static Reading last(CifarCount count, int records) {
        List<Reading> readings = counted(count, records);
        assertThat(readings).hasSize(records + 1);
        return readings.get(records);
    }

    private static List<Reading> counted(CifarCount count, int records) {
        Reading reading = new Reading.Rejected("data_batch_1.bin", 0, "Invalid label: 11", "0..9", new byte[0]);
        Iterator<Reading> file = Stream.generate(() -> reading).limit(records).iterator();
        CifarBatch batch = new CifarBatch(CifarLayout.CIFAR10_BINARY, "data_batch_1.bin", 10);
        List<Reading> all = new ArrayList<>();
        new CountedReadings(file, batch, count).forEachRemaining(all::add);
        return all;
    }

    private static void publishedClasses(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("batches.meta.txt"),
                "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n");
    }

    @Test
    void refusesClassNamesThatAreNoShortText() throws IOException {
        CifarFiles.binary(folder);
        Files.writeString(folder.resolve("batches.meta.txt"), "a\n".repeat(40_000));
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid text: batches.meta.txt (must have at most 65536 bytes)");
        Files.write(folder.resolve("batches.meta.txt"), new byte[] {'c', 'a', 't', '\n', 'd', (byte) 0xf6, '\n'});
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid text: batches.meta.txt (must be UTF-8; byte 5 is not)");
        Files.writeString(folder.resolve("batches.meta.txt"), "cat\ndog\ncat\n");
        assertThatThrownBy(() -> open(folder))
                .hasMessage("Invalid class name: 'cat' in batches.meta.txt (must be the name of one class only)");
    }

    @Test
    void refusesAPipe() throws IOException, InterruptedException {
        CifarFiles.binary(folder.resolve("in"));
        for (String name : List.of("in/data_batch_2.bin", "in/batches.meta.txt", "cifar.tar.gz")) {
            Files.deleteIfExists(folder.resolve(name));
            Path pipe = folder.resolve(name);
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
            assertThatThrownBy(() -> open(name.startsWith("in/") ? folder.resolve("in") : pipe))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("(must be a file or a folder, no pipe and no device)");
        }
    }

    /** The archive of 4 kB has a name of 4 MB, which a reader of archives takes into memory. */
    @Test
    void refusesNamesAndTimesThatNobodyNeeds() throws IOException {
        byte[] name = new byte[4_000_000];
        Arrays.fill(name, (byte) 'n');
        Path archive = folder.resolve("long.tar.gz");
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
            TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
            entry.setSize(name.length);
            tar.putArchiveEntry(entry);
            tar.write(name);
            tar.closeArchiveEntry();
            tar.putArchiveEntry(new TarArchiveEntry("short"));
            tar.closeArchiveEntry();
        }
        assertThatThrownBy(() -> open(archive))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "Invalid archive: long.tar.gz (must be a complete .tar.gz file: too many bytes of files, or of"
                                + " their names and times)");
    }

    @Test
    void refusesAnArchiveWithABatchTwice() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        CifarFiles.contents(CifarFiles.binary(folder.resolve("in"))).forEach((name, bytes) -> {
            entries.put("a/" + name, bytes);
            entries.put("b/" + name, bytes);
        });
        Path archive = CifarFiles.archive(entries, folder.resolve("twice.tar.gz"));
        assertThatThrownBy(() -> open(archive))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid archive: twice.tar.gz has data_batch_1.bin twice (must have it once)");
    }

    /** One pickle has five bytes that claim 2 GiB, and another a number whose length nobody knows. */
    @Test
    void refusesPicklesThatTakeMoreThanTheyHave() throws IOException {
        byte[] text = {(byte) 0x80, 2, 'T', -1, -1, -1, 127, '.'};
        byte[] bytes = {(byte) 0x80, 4, (byte) 0x8e, 0, 0, 0, 0, 1, 0, 0, 0, '.'};
        byte[] number = {(byte) 0x80, 2, 'L', '1', '\n', '.'};
        byte[] lists = new byte[1_000_010];
        Arrays.fill(lists, (byte) ']');
        assertThat(message(text)).endsWith("found a part of 2147483647 bytes)");
        assertThat(message(bytes)).endsWith("found a part of 4294967296 bytes)");
        assertThat(message(number)).endsWith("found more than images and labels)");
        assertThat(message(lists)).endsWith("found more than images and labels)");
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

    private static CifarSource openShort(Path path) throws IOException {
        return CifarSource.open(
                CifarDataset.CIFAR10, new org.apache.hadoop.fs.Path(path.toUri()), true, new Configuration());
    }

    private static CifarSource open(Path path) throws IOException {
        return CifarSource.open(
                CifarDataset.CIFAR10, new org.apache.hadoop.fs.Path(path.toUri()), false, new Configuration());
    }
}
