package org.bitadapt.runtime.image;

/** Decodes a PNG file row by row, whatever its size. */
final class PngPixels {

    /**
     * The passes of an interlaced file: where each pass begins and how far its pixels are apart, {x, y, across, down}.
     */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] PLAIN = {{0, 0, 1, 1}};

    private final PngChunks chunks;
    private final PngHeader header;

    PngPixels(PngChunks chunks) {
        this.chunks = chunks;
        header = chunks.header();
    }

    /** The bytes that rows take. */
    long bytes() {
        return 2 * (1 + header.rowBytes(header.width()));
    }

    /** Reads all pixels and adds them to the means, which collect the pixels of their region. */
    void decode(BlockMeans means) throws InvalidImageException {
        PngColours colours = new PngColours(chunks);
        try (PngRows rows = new PngRows(chunks)) {
            for (int[] pass : header.isInterlaced() ? ADAM7 : PLAIN) {
                int across = BlockMeans.blocks(header.width() - pass[0], pass[2]);
                int down = BlockMeans.blocks(header.height() - pass[1], pass[3]);
                if (across > 0 && down > 0) {
                    decode(pass, across, down, rows, colours, means);
                }
            }
            rows.end();
        }
    }

    private void decode(int[] pass, int across, int down, PngRows rows, PngColours colours, BlockMeans means)
            throws InvalidImageException {
        byte[] row = new byte[Math.toIntExact(1 + header.rowBytes(across))];
        byte[] above = new byte[row.length];
        for (int y = 0; y < down; y++) {
            rows.read(row, above);
            Bytes pixels = new Bytes(row, 1, row.length - 1);
            for (int x = 0; x < across; x++) {
                means.add(pass[0] + x * pass[2], pass[1] + y * pass[3], colours.rgb(pixels, x));
            }
            byte[] next = above;
            above = row;
            row = next;
        }
    }
}
