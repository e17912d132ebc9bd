/**
 * Scoring of data sets on executors: class scores reduced to accuracy, loss and confusion matrix, or kept as
 * predictions.
 */
package org.bitadapt.jobs.evaluate;
