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
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>What a data set is
 *   <dd>{@link Dataset} is an opened one, {@link DatasetManifest} its description with {@link SplitManifest},
 *       {@link Shard}, {@link Column}, {@link Provenance} and {@link SourceDigest}; {@link ManifestJson} is its text.
 *       {@link Split} names what records are for. {@link InvalidDatasetException} says what is wrong.
 *   <dt>Writing
 *   <dd>{@link DatasetStaging} makes it appear as a whole. {@link ShardWriter} writes {@link DatasetRecord}s by
 *       {@link ShardSchema} into a {@link RepeatableFile}, and {@link ContentDigest} is their checksum. {@link OwnFiles}
 *       tells a data set's files from others.
 *   <dt>Reading shards
 *   <dd>{@link ShardReader} reads a whole shard through {@link ShardReadSupport} into a {@link DecodedShard}, which
 *       {@link ShardCache} keeps. {@link ColumnReader} reads everything but the images.
 *   <dt>Minibatches
 *   <dd>{@link BatchOrder} deals records into an {@link EpochPlan} of {@link Minibatch}es, by {@link RecordHash}.
 *       {@link BatchReader} fills buffers and applies {@link Augmentation}.
 *   <dt>Names
 *   <dd>{@link ClassNames} compares the classes of a data set and of a model.
 * </dl>
 */
package org.bitadapt.jobs.dataset;
