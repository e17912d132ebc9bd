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
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Command and job
 *   <dd>{@link TrainCommand} runs a {@link TrainingJob}, which gives a {@link TrainOutcome}.
 *       {@link SteppedTraining} runs its first steps alone.
 *   <dt>What a training is, resolved
 *   <dd>{@link TrainingPlan} has the network, order, {@link Rounds} and learning rates, {@link TrainingObjective}
 *       the loss, and {@link DataSize} what small data sets need. {@link TrainingStart} and {@link Pretrained} are what
 *       it goes on from; {@link TeacherBroadcast} is what it learns from.
 *   <dt>A round on Spark
 *   <dd>{@link SparkEpochs} runs rounds, and {@link OrderedAveraging} averages in order. {@link RoundStart} goes to
 *       each {@link AveragingWorker}, whose {@link MinibatchLoader} reads images; a {@link WorkerResult} comes back and
 *       adds up to a {@link WorkerSum}. {@link Vectors} are the numbers that travel, and {@link TrainingTally} counts
 *       what workers saw.
 *   <dt>After a round or an epoch
 *   <dd>{@link StatisticsCalibration} measures batch norm anew, with {@link BatchNormStatistics}. {@link SignFlips}
 *       counts flips, {@link TrainingScores} scores, {@link EpochHistory} remembers epochs, and {@link DivergedException}
 *       ends a training. {@link Delivery} packs and tests what was trained.
 * </dl>
 */
package org.bitadapt.jobs.train;
