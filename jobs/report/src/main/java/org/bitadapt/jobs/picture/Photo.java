package org.bitadapt.jobs.picture;

/**
 * A picture that is the same in every theme.
 *
 * @param file the name of the picture's file
 * @param alternative a description for readers who cannot see the picture
 * @param caption the caption; may be empty
 * @param width the width in pixels
 * @param height the height in pixels
 * @param jpeg the bytes of the JPEG file
 */
@SuppressWarnings("ArrayRecordComponent") // pixels of a page, never compared
public record Photo(String file, String alternative, String caption, int width, int height, byte[] jpeg) {}
