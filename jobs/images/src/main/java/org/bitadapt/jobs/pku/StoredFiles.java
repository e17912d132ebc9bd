package org.bitadapt.jobs.pku;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.FileSystemFailure;
import org.bitadapt.jobs.files.InputFiles;

/** Reads stored files. Every zip file is opened once, and nothing is ever unpacked to disk. */
public final class StoredFiles implements Closeable {

    /** The most bytes that a photograph or a mask may have; the largest published one has 2.3 MB. */
    public static final int MOST_BYTES = 64 << 20;

    private final Configuration configuration;
    private final Map<String, ZipFile> archives = new HashMap<>();

    public StoredFiles(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Reads a whole file.
     *
     * @throws InvalidPhotographException if the file is larger than {@link #MOST_BYTES}, whatever its zip file says, or
     *     its part of the zip file is damaged
     * @throws IOException if the file system fails; the file itself may be good
     */
    public byte[] read(StoredFile file) throws IOException, InvalidPhotographException {
        if (file.isUnpacked()) {
            try (InputStream in = InputFiles.open(new Path(file.path()), configuration)) {
                return limited(in);
            }
        }
        ZipFile archive = archive(file.path());
        ZipArchiveEntry entry = archive.getEntry(file.entry());
        try (InputStream in = archive.getInputStream(entry)) {
            byte[] bytes = limited(in);
            if (bytes.length != entry.getSize()) {
                throw damaged("its length is wrong");
            }
            if (checksum(bytes) != entry.getCrc()) {
                throw damaged("its checksum is wrong");
            }
            return bytes;
        } catch (FileSystemFailure e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(e.getMessage());
        }
    }

    /** The zip file at a path. */
    @SuppressWarnings("deprecation") // the library of an installed Spark is older, and has no builder
    ZipFile archive(String path) throws IOException {
        ZipFile archive = archives.get(path);
        if (archive == null) {
            archive = new ZipFile(HadoopChannel.open(new Path(path), configuration), path, "UTF8", true, true);
            archives.put(path, archive);
        }
        return archive;
    }

    private static byte[] limited(InputStream in) throws IOException, InvalidPhotographException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new InvalidPhotographException("Invalid file: more than " + MOST_BYTES + " bytes", "an image");
        }
        return bytes;
    }

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static InvalidPhotographException damaged(String why) {
        return new InvalidPhotographException("Damaged zip entry (" + why + ")", "readable");
    }

    @Override
    public void close() throws IOException {
        for (ZipFile archive : archives.values()) {
            archive.close();
        }
    }
}
