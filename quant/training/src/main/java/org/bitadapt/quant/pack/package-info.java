/**
 * From a trained parameter vector to a delivered file: the packed model, whose integer arithmetic gives the scores that
 * the training graph gives in evaluation.
 */
package org.bitadapt.quant.pack;
