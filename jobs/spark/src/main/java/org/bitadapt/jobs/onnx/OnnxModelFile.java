package org.bitadapt.jobs.onnx;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.files.InputFiles;
import org.bitadapt.quant.onnx.reading.Companions;
import org.bitadapt.quant.onnx.reading.FolderCompanions;
import org.bitadapt.quant.onnx.reading.ImportedNetwork;
import org.bitadapt.quant.onnx.reading.InputNormalization;
import org.bitadapt.quant.onnx.reading.InvalidOnnxException;
import org.bitadapt.quant.onnx.reading.OnnxImporter;

/**
 * An ONNX file of a user.
 *
 * @param location the file's place, as the user names it
 * @param bytes the file's content; shared
 * @param local the file's path on this machine; empty on other file systems
 */
@SuppressWarnings("ArrayRecordComponent") // the file as it is, never compared
public record OnnxModelFile(String location, byte[] bytes, Optional<java.nio.file.Path> local) {

    private static final String SUFFIX = ".onnx";

    /** Whether a location is that of an ONNX file, by its name. */
    public static boolean isNamed(String location) {
        return location.toLowerCase(Locale.ROOT).endsWith(SUFFIX);
    }

    /**
     * Reads a file from any file system.
     *
     * @throws BadInputException if there is no regular file of less than 2 GiB
     */
    public static OnnxModelFile read(String location, Configuration hadoop) throws IOException {
        Path path = Locations.input("MODEL", location, hadoop);
        Path whole = path.getFileSystem(hadoop).makeQualified(path);
        boolean local = "file".equals(whole.toUri().getScheme());
        try (InputStream in = InputFiles.open(path, hadoop)) {
            if (InputFiles.length(path, hadoop) > Integer.MAX_VALUE - Long.BYTES) {
                throw new BadInputException(
                        "Invalid model: " + location + " has 2 GiB or more (must have less)",
                        "Export it with its weights in a file of their own.");
            }
            return new OnnxModelFile(
                    location,
                    in.readAllBytes(),
                    local ? Optional.of(java.nio.file.Path.of(whole.toUri().getPath())) : Optional.empty());
        } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
            throw new BadInputException("No model at " + location, "Give the path of an .onnx file.", e);
        }
    }

    /** The file's name without its ending. */
    public String name() {
        String file = location.substring(location.lastIndexOf('/') + 1);
        String name = isNamed(file) ? file.substring(0, file.length() - SUFFIX.length()) : file;
        return name.isBlank() ? "imported" : name;
    }

    /**
     * The network in the file.
     *
     * @param input how pixels became the network's input
     * @param size the size of images where the file leaves it open
     * @throws BadInputException if the file is damaged, or has what no layer does
     */
    public ImportedNetwork network(InputNormalization input, Optional<Shape> size) {
        Companions companions = local.map(file ->
                        (Companions) new FolderCompanions(file.toAbsolutePath().getParent()))
                .orElse(Companions.NONE);
        try {
            return new OnnxImporter(companions, input, size).read(name(), bytes);
        } catch (InvalidOnnxException e) {
            throw new BadInputException(e.getMessage(), "", e);
        }
    }

    /** SHA-256 of the file. */
    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
