/**
 * From raw images to a data set, on Spark.
 *
 * <p>An {@link org.bitadapt.jobs.preprocess.ImageSource} reads labelled images; {@link
 * org.bitadapt.jobs.preprocess.Preprocessing} cuts the splits, shuffles, computes the statistics and writes the shards.
 * Two Spark jobs do the work: one reads every image and brings a label and a hash of each to the driver, which turns
 * them into a {@link org.bitadapt.jobs.preprocess.Placement}; the other sends each image to its shard and writes it.
 * Everything random is a hash of the seed and the image's id, so that the result does not depend on partitions,
 * executors or retries.
 */
package org.bitadapt.jobs.preprocess;
