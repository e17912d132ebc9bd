/** The command line: the main class that {@code spark-submit} and the launcher start, and how its errors are shown. */
package org.bitadapt.jobs.cli;
