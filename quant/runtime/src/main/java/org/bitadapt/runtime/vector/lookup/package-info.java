/**
 * Convolutions with the channels last and weights of one sign plane or several, by permutations of a vector register.
 *
 * <p>{@link ChannelsLastLookupConvolution} is the kernel, and {@code ChannelsLastForm} chooses it. It rests on the identity {@code
 * 2 plus - total}, which the package above explains. {@link LookupGeometry} cuts up a layer into groups, chunks, strips and
 * tiles. {@link LookupTables} builds the 32 sums of five inputs, {@link LookupCodes} packs the weights, and {@link LookupKernel} is
 * the inner loop.
 *
 * <p>Tables, unpacked codes and sums are in the {@link org.bitadapt.runtime.vector.memory.LookupMemory} of the thread. Packed weights
 * belong to the kernel, which all sessions share.
 *
 * @see <a href="https://arxiv.org/abs/2407.00088">Wei et al., T-MAC: tables in registers, looked up by the weights</a>
 */
package org.bitadapt.runtime.vector.lookup;
