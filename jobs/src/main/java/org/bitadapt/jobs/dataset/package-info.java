/**
 * Data sets as jobs read them: a folder of Parquet shards and a manifest, on any Hadoop file system.
 *
 * <pre>
 * NAME/manifest.json               classes, image shape, statistics, shards, provenance
 * NAME/train/part-00000.parquet    columns id (string), label (int), image (binary)
 * NAME/validation/part-00000.parquet
 * NAME/test/part-00000.parquet
 * NAME/quarantine/rejected.jsonl   what could not be used, and why, if that was asked for
 * </pre>
 *
 * <p>An image is {@code [y][x][channel]}, unsigned 8 bit, channels red, green, blue. Further columns may follow the
 * three and are not read. The records of every split were shuffled over its shards once, so that each shard is a fair
 * sample. A data set appears under its name only when it is complete.
 *
 * <p>Training reads it without Spark SQL: {@link org.bitadapt.jobs.dataset.BatchOrder} says which records make
 * minibatch {@code (epoch, worker, index)}, {@link org.bitadapt.jobs.dataset.ShardCache} keeps decoded shards per JVM,
 * and {@link org.bitadapt.jobs.dataset.BatchReader} puts the augmented pixels into the caller's buffer.
 */
package org.bitadapt.jobs.dataset;
