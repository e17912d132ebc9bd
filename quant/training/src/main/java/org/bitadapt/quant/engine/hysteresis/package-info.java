/**
 * What happens to 1-bit layers after every optimizer step and every averaging of workers.
 *
 * <p>{@link Hysteresis} is the rule by which a sign flips. {@link Settlement} is the whole treatment: the rule, the growth of
 * its threshold, and by {@link LatentScale} the size of latent weights. {@link SignSettlement} carries a settlement out on a
 * parameter vector, which the caller owns; engines with several threads share out its work.
 *
 * <p>The settings of a training choose all three: the first two records travel to executors with the network.
 */
package org.bitadapt.quant.engine.hysteresis;
