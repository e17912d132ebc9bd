package org.bitadapt.runtime.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file that say how the picture looks. Their order, lengths and checksums were checked, and that
 * the file ends.
 *
 * @param palette 3 bytes a colour, if samples are numbers of colours
 * @param transparency the chunk {@code tRNS}
 * @param orientation the orientation that the chunk {@code eXIf} gives
 * @param data the chunks {@code IDAT}, in their order
 */
record PngChunks(
        PngHeader header,
        Optional<Bytes> palette,
        Optional<Bytes> transparency,
        Orientation orientation,
        List<Bytes> data) {

    private static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
    private static final int FRAME = 12;
    private static final int CAPITAL = 1 << 5;
    private static final int MOST_COLOURS = 256;

    static boolean isPng(Bytes file) {
        return file.startsWith(SIGNATURE);
    }

    /** Reads and checks the chunks of a file. */
    static PngChunks of(Bytes file) throws InvalidImageException {
        try {
            return new Reader(file).read();
        } catch (IndexOutOfBoundsException e) {
            throw new InvalidImageException("cut off", e);
        }
    }

    /** Walks through a file. */
    private static final class Reader {
        private final Bytes file;
        private final List<Bytes> data = new ArrayList<>();
        private Optional<PngHeader> header = Optional.empty();
        private Optional<Bytes> palette = Optional.empty();
        private Optional<Bytes> transparency = Optional.empty();
        private Orientation orientation = Orientation.UPRIGHT;
        private boolean isDataOver;

        Reader(Bytes file) {
            this.file = file;
        }

        PngChunks read() throws InvalidImageException {
            int position = SIGNATURE.length();
            Bytes type;
            do {
                int length = file.number(position);
                type = file.part(position + 4, 4);
                Bytes content = file.part(position + 8, length);
                checkSum(position + 4, length);
                require(header.isPresent() || type.startsWith("IHDR"), "another chunk before the header");
                take(type, content);
                position += FRAME + length;
            } while (!type.startsWith("IEND"));
            require(!data.isEmpty(), "no pixels");
            return new PngChunks(header.orElseThrow(), palette, transparency, orientation, List.copyOf(data));
        }

        private void checkSum(int start, int length) throws InvalidImageException {
            CRC32 sum = new CRC32();
            sum.update(file.file(), file.start() + start, 4 + length);
            require((int) sum.getValue() == file.number(start + 4 + length), "a wrong checksum");
        }

        private void take(Bytes type, Bytes content) throws InvalidImageException {
            String name = name(type);
            isDataOver |= !data.isEmpty() && !name.equals("IDAT");
            switch (name) {
                case "IHDR" -> {
                    require(header.isEmpty(), "two headers");
                    header = Optional.of(PngHeader.of(content));
                }
                case "PLTE" -> {
                    require(palette.isEmpty() && data.isEmpty(), "a palette in the wrong place");
                    boolean isWhole = content.length() % 3 == 0 && content.length() <= 3 * MOST_COLOURS;
                    require(isWhole && content.length() > 0, "a palette of " + content.length() + " bytes");
                    palette = Optional.of(content);
                }
                case "tRNS" -> {
                    require(transparency.isEmpty() && data.isEmpty(), "transparency in the wrong place");
                    transparency = Optional.of(content);
                }
                case "eXIf" -> orientation = Orientation.ofExif(content);
                case "IDAT" -> {
                    require(!isDataOver, "pixels in several places");
                    data.add(content);
                }
                case "IEND" -> {}
                default -> require((type.at(0) & CAPITAL) != 0, "a chunk that PNG does not have");
            }
        }

        private static String name(Bytes type) {
            StringBuilder name = new StringBuilder();
            for (int i = 0; i < type.length(); i++) {
                name.append((char) type.at(i));
            }
            return name.toString();
        }
    }

    private static void require(boolean isRight, String otherwise) throws InvalidImageException {
        if (!isRight) {
            throw new InvalidImageException(otherwise);
        }
    }
}
