/**
 * Scoring of data sets on executors: class scores of a trained graph or a packed model, reduced to accuracy, loss and
 * confusion matrix, or kept as predictions.
 */
package org.bitadapt.jobs.evaluate;
