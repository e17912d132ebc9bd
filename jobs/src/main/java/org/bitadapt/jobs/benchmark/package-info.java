/** Speeds measured on the user's own machine, beside what a peer reaches in the same call. */
package org.bitadapt.jobs.benchmark;
