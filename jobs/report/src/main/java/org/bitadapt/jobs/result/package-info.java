/**
 * Results of a run as files: what {@code evaluate} counts, predicts and measures, for whatever reads runs later.
 *
 * <p>Training and evaluation write these files; reports, lists and notebooks read them.
 */
package org.bitadapt.jobs.result;
