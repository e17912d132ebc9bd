/**
 * The engine on the JDK's Vector API: it runs a packed network and gives the bits of the reference engine.
 *
 * <p>The package is loaded only where the module {@code jdk.incubator.vector} is. {@link VectorEngine} is its only public
 * type. {@code quant/KERNELS.md} lists the kernels by name, with the instructions that they need and the tests that compare
 * them with the reference.
 *
 * <h2>Who chooses</h2>
 *
 * <p>{@link VectorEngine#prepare} makes a {@link VectorNetwork} in one of two forms. In the planar form each channel of a
 * feature map is a plane of pixels, and a vector holds pixels of one channel. In the channels-last form a vector holds
 * channels of one pixel. All layers of a network have the same form.
 *
 * <ul>
 *   <li>{@link VectorNetwork#fastest} takes the channels-last form where {@link Wide#isFast} and {@link ChannelsLast#pays}
 *       both hold, and the planar form elsewhere. {@code Wide.isFast} asks whether the JDK uses vectors of 512 bits and Linux
 *       says that the processor has AVX-512 VBMI. {@code ChannelsLast.pays} asks whether the form can compute the network
 *       ({@link ChannelsLast#suits(org.bitadapt.runtime.format.PackedNetwork)}), and whether at least 70 % of the products that
 *       lookups would compute are products of the network; the rest is padding of channels.
 *   <li>{@link VectorNetwork#planar} takes the planar form on every processor, without lookups in its linear layers either.
 *       Latency tables are measured in it.
 * </ul>
 *
 * <p>The private method {@code VectorNetwork.steps} then chooses a kernel for each operation of the network:
 *
 * <ul>
 *   <li>A convolution whose output is one pixel is linear. Weights of 8 bits take {@link IntegerLinear}. Weights of 1 bit take
 *       {@link LookupLinear} where the input is codes, the layer has 128 outputs or more, {@code Wide.isFast} holds and the
 *       network was not asked to be planar. Else they take {@link BitCountLinear} where the input is codes and vectors have 512
 *       bits, and {@link TableLinear} in all other cases.
 *   <li>Any other convolution of a channels-last network takes {@link ChannelsLastFloatConvolution} if it reads the image, and
 *       {@link ChannelsLastLookupConvolution} if it reads codes.
 *   <li>Any other convolution of a planar network takes {@link TableConvolution} if its weights have 1 bit and it reads
 *       codes. It takes {@link FloatConvolution} if its weights have 8 bits or it reads the image.
 *   <li>Maximum pooling takes {@link ChannelsLastMaxPooling} or {@link MaxPooling}, by the form. A global sum takes
 *       {@link GlobalSumming} in both.
 * </ul>
 *
 * <p>A call with many images can take another way through the linear layers at the network's end, see {@link LinearTail}.
 *
 * <h2>Families</h2>
 *
 * <dl>
 *   <dt>Entry, and what all kernels are written in terms of
 *   <dd>{@link VectorEngine} is the engine. {@link VectorNetwork} holds a prepared network and chooses its kernels.
 *       {@link ChannelsLast} says which networks have the channels-last form, and chooses in it. {@link Layer} is a
 *       convolution with the shapes and layouts around it. {@link MapLayout} says where the numbers of a map are, in both
 *       forms. A {@link KernelCall} is an operation or a part of one, ready to run on one image; a {@link Stage} is a part of a
 *       step that is compiled by itself, for one tile of pixels or one block of weights.
 *   <dt>Vectors of the machine
 *   <dd>{@link Lanes} is the planar form's vector: the widest of 128 to 512 bits, with as many pixels (a tile) as it has
 *       16-bit lanes. {@link Wide} is the channels-last form's vector of 512 bits.
 *   <dt>Tables of sums in memory: planar convolutions with 1-bit weights
 *   <dd>{@link TableConvolution} is the kernel. {@link SignTable} packs the weights, builds the 16 sums of four inputs, and
 *       adds them up. {@link TableReaders} says which tiles read one table, and {@link KeptTables} which tables stay for the
 *       next tile. {@link TableColumns} is where the inputs come from: {@link ShiftedColumns} reads shifted planes,
 *       {@link GatheredColumns} reads windows that were laid out before. {@link WideSums} moves 16-bit sums to 32-bit ones.
 *   <dt>Exact products in floats: planar convolutions with 8-bit weights, or over the image
 *   <dd>{@link FloatConvolution} is the kernel. {@link WindowColumns} is where its inputs come from: {@link ShiftedWindow}
 *       reads shifted planes, {@link GatheredWindow} gathers pixel by pixel.
 *   <dt>How planar convolutions find their inputs
 *   <dd>{@link ShiftGrid} describes a convolution as sums of shifted planes and says whether that suits it
 *       ({@link ShiftGrid#suits}). {@link ShiftedPlanes} are those planes: the input's own, or copies of every second (third
 *       ...) pixel. {@link Windows} lays out the windows of a tile where planes do not suit.
 *   <dt>Lookups by permutation: channels-last convolutions
 *   <dd>{@link ChannelsLastLookupConvolution} is the kernel for 1-bit weights. {@link LookupGeometry} cuts it up into groups, chunks,
 *       strips and tiles; {@link LookupTables} builds the 32 sums of five inputs; {@link LookupCodes} packs the weights;
 *       {@link LookupKernel} is the inner loop. {@link ChannelsLastFloatConvolution} computes the convolution over the image, in exact
 *       floats. {@link ChannelsLastRequantization} writes the outputs of both.
 *   <dt>Linear layers: convolutions of one output pixel, in both forms
 *   <dd>{@link PixelWindow} lays out the input. {@link TableLinear} looks up sums of eight inputs in memory,
 *       {@link LookupLinear} sums of six inputs in registers, {@link BitCountLinear} counts bits, and {@link IntegerLinear}
 *       multiplies integers.
 *   <dt>Linear layers of many images
 *   <dd>{@link LinearTail} runs the linear layers at the end for a tile of images at once, as planar convolutions of 1 x 1
 *       over as many pixels.
 *   <dt>Pooling
 *   <dd>{@link MaxPooling} and {@link ChannelsLastMaxPooling} take the largest code of a window. {@link GlobalSumming} adds up
 *       the codes of a channel.
 *   <dt>Output
 *   <dd>{@link Requantization} takes the sums of planar convolutions and of all linear layers to codes or floats: scale,
 *       offset, residual, clamp, rounding. {@link ChannelsLastRequantization}, above, is its twin for the other form.
 *   <dt>Memory
 *   <dd>{@link Maps}, {@link Scratch}, {@link ScratchSizes}, {@link LookupMemory} and {@link Arena}; see below.
 *   <dt>Threads
 *   <dd>{@link VectorInference}, {@link ImageRunner}, {@link Share} and {@link Rendezvous}; see below.
 * </dl>
 *
 * <h2>Who owns memory</h2>
 *
 * <ul>
 *   <li>A {@link VectorNetwork} is immutable but for its tail and is shared by all sessions of a model. It owns the steps with
 *       their weights in the order of the kernels, the layouts, and a {@link ScratchSizes}. The constructors of steps write
 *       into {@code ScratchSizes} what they will need. The {@link LinearTail} is made by the first call that has images
 *       enough for it, and then stays with the network.
 *   <li>A {@link VectorInference} belongs to one session. It owns an {@link ImageRunner} for each thread.
 *   <li>An {@link ImageRunner} belongs to one thread of a session. It owns a {@link Scratch}, whose part for lookups is a
 *       {@link LookupMemory}, from the start. It makes its {@link Maps} and its {@link LinearTail.Runner} when they are
 *       first needed, and keeps them.
 *   <li>{@link Maps} hold the feature maps of one image. Slots of one layout that are never alive together share an array, by
 *       {@link org.bitadapt.runtime.engine.BufferPlan}. Maps also hold copies that a single layer needs, such as planes of every
 *       second pixel; nobody else writes them, so zeros around them stay zeros.
 *   <li>{@link Arena} allocates the large arrays of {@code Scratch} and {@code LookupMemory} so that vectors keep within
 *       cache lines where the collector allows it. It owns nothing.
 *   <li>A call owns nothing: a warm call allocates no memory.
 * </ul>
 *
 * <h2>Threads</h2>
 *
 * <p>{@link VectorInference} divides a call in one of three ways. With fewer images than threads, all threads work on one
 * image in the maps of the caller: each does its {@link Share} of every step, and they wait for each other at a
 * {@link Rendezvous} after each. With at least a tile of images for each thread, and a network that {@link LinearTail#suits},
 * threads take tiles of images. In all other cases they take single images. The caller's thread works too.
 *
 * <p>A kernel divides its own step: a convolution by tiles, by strips or by outputs, pooling by channels or pixels.
 * A {@link KernelCall} is given the share. {@link Stage#runAll} is called with many stages on purpose: the
 * just-in-time compiler then compiles each stage by itself, and keeps its vectors in registers.
 *
 * <h2>The identity: 2 plus - total</h2>
 *
 * <p>Weights {@code w} are +1 or -1, and inputs {@code x} are whole numbers. Let {@code plus} be the sum of the inputs whose
 * weight is +1, and {@code total} the sum of all inputs. Then
 *
 * <pre>
 * sum(w * x) = plus - (sum of the inputs whose weight is -1)
 *            = plus - (total - plus)
 *            = 2 plus - total
 * </pre>
 *
 * <p>{@code total} is the same for all outputs of a pixel, so it is added up once. {@code plus} is a sum over a subset of the
 * inputs, so it is looked up in tables of sums of subsets. There is no multiplication, and no number is negative before
 * the last line.
 *
 * <ol>
 *   <li><b>Inputs are unsigned.</b> Codes are 0..255 and their zero point is 0 (see
 *       {@link org.bitadapt.runtime.format.Convolution}). Only the image has zero points: {@link ImageRunner} subtracts them, which
 *       leaves -255..255. Layers over the image therefore do not use 16-bit tables; {@link FloatConvolution},
 *       {@link ChannelsLastFloatConvolution}, {@link IntegerLinear} and {@link TableLinear} compute with signed numbers.
 *   <li><b>Padding contributes nothing.</b> A padded input is 0, and adds 0 to {@code plus} and to {@code total}, whatever its
 *       weight is. Rows of padding are zeros in memory ({@link MapLayout}, {@link LookupTables}), and columns of padding are
 *       masked ({@link ShiftGrid#masks()}) or zeros in memory. Inputs that fill up a group of four, five, six or eight are 0
 *       for the same reason. Over the image, 0 is the zero point.
 *   <li><b>Sums of a group.</b> {@link SignTable} has the 16 subsets of four inputs, at most {@code 4 * 255 = 1020} each.
 *       {@link LookupTables} has the 32 subsets of five, at most 1275. {@link LookupLinear} has the 64 subsets of six, at most
 *       1530, low and high bytes apart.
 *   <li><b>16-bit sums.</b> They are unsigned, 0..65535. {@code plus} never exceeds {@code total}, so a sum is safe where the
 *       total of the same inputs is. {@link SignTable} adds up to 64 groups: {@code 64 * 1020 = 65280}. A row of a kernel over
 *       a chunk in {@link ChannelsLastLookupConvolution} has up to 51 groups ({@link LookupGeometry#MAX_STEPS}): {@code 51 * 1275 = 65025}.
 *       A span of {@link LookupLinear} has up to 42 groups: {@code 42 * 1530 = 64260}. Its high bytes are at most 5 and are
 *       added up as bytes: {@code 42 * 5 = 210}.
 *   <li><b>Where they widen.</b> {@link TableConvolution} starts 16-bit sums anew where a further block would make more than
 *       64 groups ({@link SignTable#starts(int)}), and {@link WideSums} adds the old ones to 32-bit sums. Where the columns of the
 *       kernel share tables, a block can have more than 64 groups: {@link SignTable#addTotals} then looks at the largest total
 *       of the tile, and only a total above 65535 makes {@link SignTable#sumParts} widen in between.
 *       {@link ChannelsLastLookupConvolution} goes by the largest totals, too. {@link LookupLinear} widens after each span.
 *   <li><b>32-bit sums.</b> The reader of models refuses a layer whose result could leave 32 bits. {@code 2 plus} alone may
 *       wrap around; {@code 2 plus - total} is then right all the same, as sums modulo 2^32 are.
 *   <li><b>The last line.</b> {@link Requantization} and {@link ChannelsLastRequantization} compute {@code 2 plus - total} in 32 bits,
 *       and then round twice: {@code (float) sum * multiplier + offset}, without a fused operation. {@link BitCountLinear}
 *       computes it before it hands the sum on. {@link LookupLinear} starts with {@code -total} and adds {@code plus} twice.
 *       {@link TableLinear} has the identity inside its tables: an entry is {@code 2 plus - total} of its eight inputs, in
 *       32 bits, so that it takes sums and the signed image as well.
 * </ol>
 *
 * <p>Kernels with 8-bit weights multiply. In {@link FloatConvolution} up to 128 products of numbers within 255 and 127 are added
 * in floats, which stays below 2^22 and is exact, and then go to 32-bit integers. In {@link ChannelsLastFloatConvolution} a whole window
 * of up to 514 products stays below 2^24, up to which floats are exact; {@link ChannelsLastFloatConvolution#suits} asks for that.
 *
 * @see <a href="https://arxiv.org/abs/2407.00088">Wei et al., T-MAC: tables in registers, looked up by the weights</a>
 */
package org.bitadapt.runtime.vector;
