/**
 * What the folder of a run contains, read for pages and pictures.
 *
 * <p>{@link org.bitadapt.jobs.contents.RunContents} makes a {@link org.bitadapt.jobs.picture.RunReport} of a run's files.
 * Checkpoints are opened as training graphs, and {@code MeasuredHysteresis} counts their weights. The records that come out
 * need neither Spark nor DL4J, so that whoever draws them needs neither.
 */
package org.bitadapt.jobs.contents;
