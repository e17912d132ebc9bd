package org.bitadapt.quant.onnx.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The files in a model's folder and below it.
 *
 * @param folder the folder of the model
 */
public record FolderCompanions(Path folder) implements Companions {

    @Override
    public ByteBuffer read(String location, long offset, int length) throws IOException {
        Path file = inside(location);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (offset < 0 || length > channel.size() - offset) {
                throw new InvalidOnnxException("Invalid tensor: bytes " + offset + " to " + (offset + length) + " of "
                        + location + " (must be within its " + channel.size() + " bytes)");
            }
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new InvalidOnnxException("Invalid tensor: " + location + " became shorter while it was read");
                }
            }
            return bytes.flip();
        }
    }

    /** The file at a location; links are resolved before it is looked whether the file is in the folder. */
    private Path inside(String location) throws IOException {
        try {
            Path relative = Path.of(location);
            Path base = folder.toAbsolutePath().toRealPath();
            boolean plain = !location.isEmpty() && !relative.isAbsolute() && !relative.startsWith("..");
            Path file = plain ? base.resolve(relative).normalize() : base;
            if (!file.startsWith(base) || file.equals(base)) {
                throw outside(location);
            }
            if (!Files.isRegularFile(file)) {
                throw new InvalidOnnxException(
                        "Missing file: " + file + ", which holds tensors of the model (must be beside the model)");
            }
            if (!file.toRealPath().startsWith(base)) {
                throw outside(location);
            }
            return file;
        } catch (InvalidPathException e) {
            throw new InvalidOnnxException("Invalid file of a tensor: " + e.getReason() + " (must be a path)", e);
        }
    }

    private static InvalidOnnxException outside(String location) {
        return new InvalidOnnxException(
                "Invalid file of a tensor: " + location + " (must be in the model's folder, links resolved)");
    }
}
