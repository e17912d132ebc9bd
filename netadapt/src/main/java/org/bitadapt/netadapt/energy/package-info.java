/**
 * What a network costs a row-stationary accelerator: energy by counting accesses, and cycles. Nothing here is measured,
 * and nothing is of the processor on which BitAdapt runs.
 *
 * <p>Amounts are for one image. Energies are picojoules where a name or a type says so, and units of the hardware's cost
 * inside.
 *
 * <dl>
 *   <dt>The accelerator
 *   <dd>{@link Hardware}, which {@link HardwareConfig} reads and {@link Ranges} checks. {@link Division} counts parts.
 *   <dt>The result
 *   <dd>{@link AcceleratorModel} makes a {@link NetworkEnergy} of {@link LayerEnergy} ({@link EnergyUse} is where it
 *       goes) and {@link Segment}.
 *   <dt>What is to be computed
 *   <dd>{@link Stages} makes each {@link Stage} of a network; {@link StageWork} makes of it a {@link Workload} of
 *       {@link Geometry}, with the widths of {@link OperandWidths}.
 *   <dt>How a layer is computed
 *   <dd>{@link LayerModel} tries each {@link TileSplit} over tiles and each {@link ArrayMapping} over elements. The two
 *       are a {@link MappedLayer}, whose {@link LoopNest} the {@link TilingSearch} cuts into a {@link Tiling} with
 *       {@link TileSizes}. The best is a {@link LayerPlan}. {@link PoolingModel} makes plans of pooling, and
 *       {@link StageModel} chooses between the two.
 *   <dt>Which layers run together
 *   <dd>{@link Segmentation} tries runs of stages, each with a {@link Placement} on {@link TileShares}.
 * </dl>
 *
 * <p>The counts are those of the papers' own tool, to the last access where that finds the same tiling: the tests
 * compare layer by layer.
 *
 * @see <a href="https://doi.org/10.1109/ISCA.2016.40">Chen, Emer and Sze, Eyeriss, ISCA 2016</a>
 * @see <a href="https://doi.org/10.1145/3297858.3304014">Gao et al., TANGRAM, ASPLOS 2019</a>
 * @see <a href="https://github.com/stanford-mast/nn_dataflow">nn_dataflow</a>
 */
package org.bitadapt.netadapt.energy;
