/** {@code bitadapt evaluate}: accuracy, precision, recall and confusion matrix of a split. */
package org.bitadapt.jobs.evaluate;
