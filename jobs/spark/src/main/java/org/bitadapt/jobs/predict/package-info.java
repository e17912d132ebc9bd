/** Classes and probabilities of images that nobody has labelled, or of a data set's records, as tables. */
package org.bitadapt.jobs.predict;
