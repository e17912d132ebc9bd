/**
 * Parts of JPEG files: what their entropy-coded data say without being decoded. A photograph's blocks can only be found one
 * after another, but of those that nobody needs it is enough to know where they end and their first coefficient, their
 * mean. The rest is handed to a decoder as a file of its own.
 *
 * <p>Only baseline files with one scan; whatever else there is, a decoder takes whole.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>The file
 *   <dd>{@link HeaderSegments} collects its segments, {@link JpegHeader} is what stands before the data, and
 *       {@link BaselineJpeg} reads it from the top.
 *   <dt>Coded data
 *   <dd>{@link EntropyData} are the data of a scan, read by {@link BitReader} and {@link ByteLanes} and written by
 *       {@link BitWriter}.
 *   <dt>Blocks
 *   <dd>{@link HuffmanCode} and {@link BlockCode} say how blocks are coded, {@link ComponentReader} reads them, and
 *       {@link MeanPlane} is what comes out.
 * </dl>
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81</a>
 */
package org.bitadapt.jobs.jpeg;
