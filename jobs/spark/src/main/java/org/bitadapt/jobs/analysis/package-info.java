/**
 * Runs, data sets and models as DataFrames, for notebooks and other programs on Spark.
 *
 * <pre>{@code
 * RunTables run = Runs.open(spark, "runs/resnet20");
 * run.metrics().orderBy("epoch").show();
 * Runs.compare(spark, "runs/first", "runs/second").summary().show();
 * Datasets.open(spark, "datasets/cifar10").classes().show();
 * Models.layers(spark, "runs/resnet20/model.bnn").show();
 * }</pre>
 *
 * <p>A run may still be written: whatever is opened is read at each call, from the files that a running job keeps whole
 * ({@code metrics.jsonl}, the searches' {@code table.json}), which stay when it ends; the Parquet tables hold the same.
 * What a run does not have yet is an empty table. Figures are small and read by the driver.
 */
package org.bitadapt.jobs.analysis;
