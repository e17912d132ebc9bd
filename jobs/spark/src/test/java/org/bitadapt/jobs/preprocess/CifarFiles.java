package org.bitadapt.jobs.preprocess;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.quickstart.GeneratedImages;

/** Writes small CIFAR-10 files in every published layout, all of the same generated images. */
final class CifarFiles {

    static final int RECORD = 3073;
    static final int PER_FILE = 30;

    private CifarFiles() {}

    /** Writes the binary layout. */
    static Path binary(Path folder) throws IOException {
        new GeneratedImages(5, PER_FILE).writeTo(folder);
        return folder;
    }

    /** Writes the Python layout, with text keys as Python 2 wrote them. */
    static Path python(Path folder) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(contents(binary(folder.resolveSibling("for-python"))));
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().endsWith(".bin")) {
                Files.write(folder.resolve(file.getKey().replace(".bin", "")), Pickle.batch(file.getValue()));
            }
        }
        String names = new String(files.get("batches.meta.txt"), StandardCharsets.UTF_8);
        Files.write(
                folder.resolve("batches.meta"),
                Pickle.meta("label_names", names.lines().toList()));
        return folder;
    }

    /**
     * Packs the files of a folder into an archive, in which they are in a folder of their own as in the official
     * archives.
     */
    static Path archive(Path folder, Path archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        contents(folder).forEach((name, bytes) -> entries.put("cifar-10/" + name, bytes));
        return archive(entries, archive);
    }

    static Path archive(Map<String, byte[]> entries, Path archive) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : entries.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return archive;
    }

    static Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    /** The records of a binary batch, read the plain way. */
    static List<DatasetRecord> records(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<DatasetRecord> records = new ArrayList<>();
        for (int start = 0; start < bytes.length; start += RECORD) {
            byte[] image = new byte[3072];
            for (int i = 0; i < image.length; i++) {
                image[i] = bytes[start + 1 + (i % 3) * 1024 + i / 3];
            }
            String id = file.getFileName().toString().replace(".bin", "") + "/" + start / RECORD;
            records.add(new DatasetRecord(id, bytes[start], image));
        }
        return records;
    }

    /** Just enough of pickle's protocol 2 to write what numpy and Python 2 write. */
    static final class Pickle {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        static byte[] batch(byte[] records) throws IOException {
            int count = records.length / RECORD;
            byte[] data = new byte[count * 3072];
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = records[i * RECORD];
                System.arraycopy(records, i * RECORD + 1, data, i * 3072, 3072);
            }
            return new Pickle()
                    .start()
                    .key("data")
                    .array(count, 3072, data, false)
                    .key("labels")
                    .list(labels)
                    .end();
        }

        static byte[] meta(String key, List<String> names) throws IOException {
            Pickle pickle = new Pickle().start().key(key);
            pickle.out.writeBytes("](");
            for (String name : names) {
                pickle.key(name);
            }
            pickle.out.writeByte('e');
            return pickle.end();
        }

        Pickle start() throws IOException {
            out.write(new byte[] {(byte) 0x80, 2, '}', '('});
            return this;
        }

        byte[] end() throws IOException {
            out.writeBytes("u.");
            return bytes.toByteArray();
        }

        /** Writes a key by the opcode SHORT_BINSTRING. */
        Pickle key(String text) throws IOException {
            out.writeByte('U');
            out.writeByte(text.length());
            out.writeBytes(text);
            return this;
        }

        Pickle list(int[] values) throws IOException {
            out.writeBytes("](");
            for (int value : values) {
                number(value);
            }
            out.writeByte('e');
            return this;
        }

        Pickle global(String module, String name) throws IOException {
            out.writeBytes("c" + module + "\n" + name + "\n");
            return this;
        }

        Pickle raw(String opcodes) throws IOException {
            out.writeBytes(opcodes);
            return this;
        }

        /**
         * Writes an array: {@code _reconstruct(ndarray, (0,), 'b')} and its state {@code (1, (rows, columns), dtype,
         * fortran, data)}.
         */
        Pickle array(int rows, int columns, byte[] data, boolean fortran) throws IOException {
            global("numpy.core.multiarray", "_reconstruct").global("numpy", "ndarray");
            out.writeBytes("K\0\u0085U\1b\u0087R(K\1");
            number(rows);
            number(columns);
            out.writeByte(0x86);
            global("numpy", "dtype");
            out.writeBytes("U\2u1K\0K\1\u0087R(K\3U\1|NNNJ");
            out.write(new byte[] {-1, -1, -1, -1});
            out.writeByte('J');
            out.write(new byte[] {-1, -1, -1, -1});
            out.writeBytes("K\0tb");
            out.write(fortran ? 0x88 : 0x89);
            out.writeByte('T');
            out.writeInt(Integer.reverseBytes(data.length));
            out.write(data);
            out.writeBytes("tb");
            return this;
        }

        /** Writes a number by the opcode BININT. */
        private void number(int value) throws IOException {
            out.writeByte('J');
            out.writeInt(Integer.reverseBytes(value));
        }
    }

    /** Changes one byte of a file. */
    static void patch(Path file, int position, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] = (byte) value;
        Files.write(file, bytes);
    }

    /** Cuts bytes off the end of a file. */
    static void cut(Path file, int bytes) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - bytes));
    }
}
