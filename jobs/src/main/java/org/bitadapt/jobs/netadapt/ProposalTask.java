package org.bitadapt.jobs.netadapt;

import java.io.Serializable;

/**
 * One proposal as a task gets it.
 *
 * @param iteration counted from 1
 * @param group to shrink
 * @param channels to keep
 * @param seed of the tuning: the same wherever and however often the task runs
 */
record ProposalTask(int iteration, String group, int channels, long seed) implements Serializable {}
