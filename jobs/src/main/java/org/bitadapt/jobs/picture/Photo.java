package org.bitadapt.jobs.picture;

/**
 * A picture that is the same in every theme.
 *
 * @param file name of its file
 * @param alternative what it shows, for those who cannot see it
 * @param caption may be empty
 * @param width in pixels
 * @param height in pixels
 * @param jpeg its file
 */
@SuppressWarnings("ArrayRecordComponent") // pixels of a page, never compared
public record Photo(String file, String alternative, String caption, int width, int height, byte[] jpeg) {}
