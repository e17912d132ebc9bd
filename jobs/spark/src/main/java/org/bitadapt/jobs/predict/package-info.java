/**
 * Classes and probabilities of images that nobody has labelled, or of a data set's records, as tables. A model of several
 * bit widths predicts at a {@link org.bitadapt.jobs.predict.ChosenWidth}, which {@link
 * org.bitadapt.jobs.predict.TimeBudget} finds by a latency table.
 */
package org.bitadapt.jobs.predict;
