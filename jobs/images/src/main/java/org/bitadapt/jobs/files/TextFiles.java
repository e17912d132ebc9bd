package org.bitadapt.jobs.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;

/** Reads texts as a whole. A text is UTF-8 throughout, and never longer than the memory has room for. */
public final class TextFiles {

    /** The most bytes of a text file: 256 MiB, a line for each of a million images. */
    public static final int MOST_BYTES = 1 << 28;

    private static final String REMEDY = "Write it again, or take it away.";

    private TextFiles() {}

    /**
     * Reads a regular file.
     *
     * @throws BadInputException if the file is a pipe or a device, has more than {@link #MOST_BYTES}, or bytes that are
     *     no UTF-8
     * @throws java.io.FileNotFoundException if the file is not there
     */
    public static String read(Path file, Configuration configuration) throws IOException {
        InputFiles.requireRegular(file, configuration);
        try (InputStream in = file.getFileSystem(configuration).open(file)) {
            return read(in, MOST_BYTES, file.toString());
        }
    }

    /**
     * Reads to the end of a stream.
     *
     * @param most the most bytes that there may be
     * @param name the name of the stream, for messages
     * @throws BadInputException if there are more bytes, or bytes that are no UTF-8
     */
    public static String read(InputStream in, int most, String name) throws IOException {
        byte[] bytes = in.readNBytes(most);
        if (in.read() >= 0) {
            throw new BadInputException("Invalid text: " + name + " (must have at most " + most + " bytes)", REMEDY);
        }
        return decode(bytes, name);
    }

    /**
     * Decodes bytes as text.
     *
     * @param name the name of the bytes' source, for messages
     * @throws BadInputException if there are bytes that are no UTF-8
     */
    public static String decode(byte[] bytes, String name) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, text, true);
        if (result.isError()) {
            throw new BadInputException(
                    "Invalid text: " + name + " (must be UTF-8; byte " + in.position() + " is not)", REMEDY);
        }
        return text.flip().toString();
    }
}
