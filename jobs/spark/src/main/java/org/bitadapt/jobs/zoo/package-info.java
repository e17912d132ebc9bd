/**
 * Packed models that are part of the jar, each with a card: what it was trained on, by which commands, and what it reaches.
 *
 * <p>A card is {@code NAME.json} and its model {@code NAME.bnn} among this package's resources; {@code models.txt} lists the
 * names. A user writes {@code zoo:NAME} where a packed model is read.
 */
package org.bitadapt.jobs.zoo;
