/** Delivery: a run's best network as a packed model file, checked against the training graph. */
package org.bitadapt.jobs.export;
