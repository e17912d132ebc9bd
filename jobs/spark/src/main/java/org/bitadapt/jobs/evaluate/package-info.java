/**
 * {@code bitadapt evaluate}: accuracy, precision, recall and confusion matrix of a split ({@code SplitEvaluation}), or
 * accuracy, time, energy and bytes at each bit width ({@code WidthsEvaluation}).
 */
package org.bitadapt.jobs.evaluate;
