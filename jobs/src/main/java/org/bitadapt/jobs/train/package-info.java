/**
 * Training by parameter averaging: the driver plans minibatches, executors load, augment and fit them with DL4J, and
 * the averaged network is validated, checkpointed and measured once an epoch.
 */
package org.bitadapt.jobs.train;
