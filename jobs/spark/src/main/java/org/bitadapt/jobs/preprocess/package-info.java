/**
 * From raw images to a data set, on Spark.
 *
 * <p>An {@link org.bitadapt.jobs.preprocess.ImageSource} reads labelled images; {@link
 * org.bitadapt.jobs.preprocess.Preprocessing} cuts the splits, shuffles, computes the statistics and writes the shards.
 * Two Spark jobs do the work: one reads every image and brings a label and a hash of each to the driver, which turns
 * them into a {@link org.bitadapt.jobs.preprocess.Placement}; the other sends each image to its shard and writes it.
 * Everything random is a hash of the seed and the image's id, so that the result does not depend on partitions,
 * executors or retries.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Command
 *   <dd>{@link PreprocessCommand} chooses the source by {@code --source}, with {@link PreprocessOptions} and
 *       {@link PkuOptions}, and prints a {@link PreprocessOutcome}. {@link BadRecords} says what happens to unusable
 *       records, {@link StageProgress} shows tasks, and {@link SplitNotes} says what is odd about splits.
 *   <dt>Sources
 *   <dd>{@link ImageSource} is the interface, and a {@link Reading} is what a source finds. {@link CifarSource},
 *       {@link FolderSource}, {@link PkuSource} and {@link TableSource} implement it.
 *   <dt>CIFAR-10 and CIFAR-100
 *   <dd>{@link CifarDataset} describes what is published, {@link CifarLabel} its labels, and {@link CifarLayout} its
 *       files. {@link CifarFormat} is binary ({@link CifarBinary}) or for Python ({@link CifarPickle},
 *       {@link NumpyUnpickler}). {@link CifarReader} reads a {@link CifarBatch} in a task; {@link CifarCount} and
 *       {@link CountedReadings} hold its count of records. {@link ArchiveDownload} gets the archive, {@link TarArchive}
 *       reads it, and {@link LimitedStream} bounds what it unpacks to.
 *   <dt>Folders
 *   <dd>{@link FolderLayout} finds the splits, {@link ClassFolder} is a class in one of them, {@link ClassImage} a
 *       file of it. {@link ClassNameRules} says what classes may be called.
 *   <dt>Road photographs
 *   <dd>{@link PkuReader} cuts the cars out of a {@link PkuFrame}; {@link AlikeFrames} keeps photographs that look
 *       alike in one split. {@link PkuJobs} runs parts of it for measurements. Geometry and crops are in
 *       {@code org.bitadapt.jobs.pku}.
 *   <dt>From readings to shards
 *   <dd>{@link Preprocessing} runs the two Spark jobs. {@link SourceIndex} is what the driver learns in the first
 *       one, and {@link Placement} what it decides. {@link ShardTask}, {@link ShardKey} and {@link ShardPartitioner} do
 *       the second one. {@link PixelStatistics} adds up the statistics, and {@link Quarantine} sets bad records aside.
 *   <dt>Files
 *   <dd>{@link FileDigests} computes checksums, and {@link SourceStream} tells failures of file systems from damaged
 *       files.
 * </dl>
 */
package org.bitadapt.jobs.preprocess;
