package org.bitadapt.jobs.dataset;

import java.io.Serializable;

/**
 * A checksum of something a data set was made from.
 *
 * @param name the file's name, or the name of the folder of files
 * @param files the number of files; 1 for a file
 * @param bytes the total length
 * @param sha256 the SHA-256 of the file in lower-case hex; for a folder, that of the lines
 *     {@code "<sha256 of the file> <name>\n"} in order of name
 */
public record SourceDigest(String name, int files, long bytes, String sha256) implements Serializable {}
