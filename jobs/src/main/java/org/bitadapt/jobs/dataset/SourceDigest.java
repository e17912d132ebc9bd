package org.bitadapt.jobs.dataset;

import java.io.Serializable;

/**
 * A checksum of something a data set was made from.
 *
 * @param name file name, or folder of files
 * @param files 1 for a file
 * @param bytes total length
 * @param sha256 lower-case hex; of a folder: of the lines {@code "<sha256 of the file> <name>\n"} in order of name
 */
public record SourceDigest(String name, int files, long bytes, String sha256) implements Serializable {}
