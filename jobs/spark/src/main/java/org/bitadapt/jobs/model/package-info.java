/**
 * Trained networks as jobs use them: found in a run or a file, and opened as scorers where tasks run.
 */
package org.bitadapt.jobs.model;
