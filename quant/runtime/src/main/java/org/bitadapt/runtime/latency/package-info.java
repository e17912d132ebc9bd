/**
 * Latency tables: measured times of layers by shape, so that networks share them.
 *
 * <p>A table is a text file: a line with {@code #} and a JSON object that says where it was measured, a line of column
 * names, and a line for each shape. Lines are appended as they are measured, and a file that was cut off is continued.
 * Whoever measures holds the {@link org.bitadapt.runtime.latency.HostLock}.
 */
package org.bitadapt.runtime.latency;
