/** Runs side by side, as the command line shows them. */
package org.bitadapt.jobs.runs;
