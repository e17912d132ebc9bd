/**
 * Parts of JPEG files: what their entropy-coded data say without being decoded. A photograph's blocks can only be found one
 * after another, but of those that nobody needs it is enough to know where they end and their first coefficient, their
 * mean. The rest is handed to a decoder as a file of its own.
 *
 * <p>Only baseline files with one scan; whatever else there is, a decoder takes whole.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81</a>
 */
package org.bitadapt.jobs.jpeg;
