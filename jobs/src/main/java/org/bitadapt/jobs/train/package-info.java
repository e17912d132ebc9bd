/**
 * Training by parameter averaging: the driver plans minibatches, executors load, augment and fit them with DL4J, and
 * the averaged network is validated, checkpointed and measured once an epoch.
 *
 * <p>A round is one Spark job. {@link org.bitadapt.jobs.train.SparkEpochs} names the round's minibatches,
 * {@link org.bitadapt.jobs.train.OrderedAveraging} sends {@link org.bitadapt.jobs.train.RoundStart} to every
 * {@link org.bitadapt.jobs.train.AveragingWorker} and averages what they return. Between rounds DL4J keeps less than it
 * seems to, so the following travels beside its configuration:
 *
 * <ul>
 *   <li>the count of steps, which learning rates, growing thresholds and masks of dropout go by: a clone of a configuration
 *       begins at 0;
 *   <li>the count of epochs: DL4J counts every round as an epoch;
 *   <li>momentum, averaged with the parameters;
 *   <li>what workers saw: the optimizer's configuration is one object for all clones in a JVM, so anything that is noted
 *       there is anybody's. {@link org.bitadapt.jobs.train.TrainingTally} comes back with the parameters instead.
 * </ul>
 */
package org.bitadapt.jobs.train;
