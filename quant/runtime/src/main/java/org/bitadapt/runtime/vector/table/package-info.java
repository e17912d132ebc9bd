/**
 * Convolutions over planes with weights of one sign plane or several, by tables of sums in memory.
 *
 * <p>{@link TableConvolution} is the kernel, and {@code PlanarForm} chooses it. It rests on the identity {@code 2 plus - total},
 * which the package above explains.
 *
 * <dl>
 *   <dt>Tables and sums
 *   <dd>{@link TableGeometry} cuts up a layer into groups of four inputs and blocks of groups. {@link SumTable} builds the 16 sums
 *       of a group. {@link TableCodes} packs the weights, and unpacks them to places in tables. {@link TableSums} adds up the rows
 *       that the weights name. {@link WideSums} moves 16-bit sums to 32-bit ones.
 *   <dt>Who reads a table
 *   <dd>{@link TableReaders} says which rows of the kernel, in which tiles, read one table. {@link SharedColumns} says which columns
 *       of the kernel do, and {@link KeptTables} which tables stay for the next tile.
 *   <dt>Where inputs come from
 *   <dd>{@link TableColumns} is the choice of {@code TableConvolution}: {@link ShiftedColumns} reads shifted planes, {@link
 *       GatheredColumns} reads windows that were laid out before.
 * </dl>
 *
 * <p>Tables, unpacked codes and sums are in the {@link org.bitadapt.runtime.vector.memory.TileMemory} of the thread. Packed weights
 * belong to the kernel, which all sessions share.
 */
package org.bitadapt.runtime.vector.table;
