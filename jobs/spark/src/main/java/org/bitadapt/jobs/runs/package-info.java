/** Commands that show runs: a list of them, several side by side, and the page of one. */
package org.bitadapt.jobs.runs;
