/**
 * PNG and JPEG files to red, green and blue: the one conversion of every reader of this project.
 *
 * <p>{@link org.bitadapt.runtime.image.EncodedImage} looks at a file and decodes it, {@link
 * org.bitadapt.runtime.image.RgbImage} is what comes out and scales itself, {@link org.bitadapt.runtime.image.ImageBudget}
 * says how much memory that may take. A file with damage that a decoder would only warn of is refused.
 *
 * <p>Colours are the samples as they are stored: profiles and gamma are not applied, as most programs do. Pixels are seen on
 * black. The picture is turned as its EXIF orientation says.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Entry
 *   <dd>{@link EncodedImage} and {@link RgbImage}, with {@link Fit} for other shapes, {@link ImageBudget} for memory
 *       and {@link InvalidImageException} for damage.
 *   <dt>JPEG
 *   <dd>{@link JpegSegments} checks a file and makes a {@link JpegFile}, with {@link JpegFrame} and
 *       {@link JpegScans}.
 *   <dt>PNG
 *   <dd>{@link PngChunks} checks a file, {@link PngHeader} says what it has, {@link PngRows} unpacks it,
 *       {@link PngColours} makes colours and {@link PngPixels} decodes the whole.
 *   <dt>Both
 *   <dd>{@link Bytes} is a part of a file, {@link Colours} converts samples, {@link Orientation} turns pictures, and
 *       {@link Region} and {@link BlockMeans} make them smaller while they are decoded.
 * </dl>
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, JPEG</a>
 */
package org.bitadapt.runtime.image;
