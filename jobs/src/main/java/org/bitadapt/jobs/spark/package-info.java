/** How jobs reach Spark: the session that {@code spark-submit} configured, or a local one. */
package org.bitadapt.jobs.spark;
