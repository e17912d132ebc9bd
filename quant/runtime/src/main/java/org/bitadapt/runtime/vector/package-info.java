/**
 * The engine on the JDK's Vector API: it runs a packed network and gives the bits of the reference engine.
 *
 * <p>The package is loaded only where the module {@code jdk.incubator.vector} is. {@link VectorEngine} is what others call.
 * {@code quant/KERNELS.md} lists the kernels by name, with the instructions that they need and the tests that compare
 * them with the reference.
 *
 * <h2>Rooms</h2>
 *
 * <p>This package chooses kernels and shares work among threads. Kernels are in packages below it, by family:
 *
 * <pre>
 *                        vector
 *        table             |              lookup
 *        plane           pixel            channel
 *                        kernel
 *                        memory
 * </pre>
 *
 * <p>Packages know those that stand below them: {@code table} knows {@code plane}, {@code lookup} knows {@code channel}, and
 * these and {@code pixel} know {@code kernel} and {@code memory} only.
 *
 * <dl>
 *   <dt>{@link org.bitadapt.runtime.vector.plane}
 *   <dd>Kernels over planes of pixels: exact products in floats, pooling, output, and how convolutions find their inputs.
 *   <dt>{@link org.bitadapt.runtime.vector.table}
 *   <dd>Convolutions over planes of pixels whose weights, sign plane by sign plane, look up sums of four inputs in memory.
 *   <dt>{@link org.bitadapt.runtime.vector.channel}
 *   <dd>Kernels over maps with the channels last: exact products in floats over the image, pooling, output.
 *   <dt>{@link org.bitadapt.runtime.vector.lookup}
 *   <dd>Convolutions with the channels last whose weights, sign plane by sign plane, look up sums of five inputs in a register.
 *   <dt>{@link org.bitadapt.runtime.vector.pixel}
 *   <dd>Kernels whose output is one pixel, over maps of either form: linear layers and the global sum.
 *   <dt>{@link org.bitadapt.runtime.vector.kernel}
 *   <dd>What a kernel is, and what it is given.
 *   <dt>{@link org.bitadapt.runtime.vector.memory}
 *   <dd>Vectors of the machine, feature maps, and the working arrays of a thread.
 * </dl>
 *
 * <p>In this package, {@link VectorNetwork} holds a prepared network. {@link PlanarForm} and {@link ChannelsLastForm} are the
 * two {@link Form}s. {@link LinearTail} runs the linear layers at the end for a tile of images at once, as planar
 * convolutions of 1 x 1 over as many pixels. {@link VectorInference}, {@link ImageRunner} and {@link Rendezvous} are the
 * threads.
 *
 * <h2>Who chooses</h2>
 *
 * <p>{@link VectorEngine#prepare} makes a {@link VectorNetwork} in a {@link Form}. In the planar form each channel of a
 * feature map is a plane of pixels, and a vector holds pixels of one channel. In the channels-last form a vector holds
 * channels of one pixel. All layers of a network have the same form.
 *
 * <ul>
 *   <li>{@link VectorNetwork#fastest} takes the channels-last form where {@code Wide.isFast} and {@link ChannelsLastForm#pays}
 *       both hold, and the planar form elsewhere. {@code Wide.isFast} asks whether the JDK uses vectors of 512 bits and Linux
 *       says that the processor has AVX-512 VBMI. {@code ChannelsLastForm.pays} asks whether the form can compute the network
 *       ({@link ChannelsLastForm#suits}), and whether at least 70 % of the products that lookups would compute are products of
 *       the network; the rest is padding of channels.
 *   <li>{@link VectorNetwork#planar} takes the planar form on every processor, without lookups in its linear layers either.
 *       Latency tables are measured in it.
 * </ul>
 *
 * <p>{@link VectorNetwork} asks its form for the kernel of each operation of the network:
 *
 * <ul>
 *   <li>A convolution whose output is one pixel is linear ({@link Form#linear}). Both forms leave the choice to {@code
 *       LinearKernels}. Weights of 8 bits, and of two sign planes or more, take {@code IntegerLinear}. Weights of 1 bit take {@code LookupLinear} where the
 *       input is codes, the layer has 128 outputs or more, {@code Wide.isFast} holds and the network was not asked to be
 *       planar. Else they take {@code BitCountLinear} where the input is codes and vectors have 512 bits, and {@code
 *       TableLinear} in all other cases.
 *   <li>Any other convolution ({@link Form#convolution}) of a channels-last network takes {@code ChannelsLastFloatConvolution}
 *       if it reads the image, and {@code ChannelsLastLookupConvolution} if it reads codes.
 *   <li>Any other convolution of a planar network takes {@code TableConvolution} if its weights are sign planes, one or
 *       several, and it reads codes. It takes {@code FloatConvolution} if its weights have 8 bits or it reads the image.
 *   <li>Maximum pooling ({@link Form#pooling}) takes {@code ChannelsLastMaxPooling} or {@code MaxPooling}. A global sum takes
 *       {@code GlobalSumming} in both forms.
 * </ul>
 *
 * <p>A call with many images can take another way through the linear layers at the network's end, see {@link LinearTail}.
 *
 * <h2>Who owns memory</h2>
 *
 * <ul>
 *   <li>A {@link VectorNetwork} is immutable but for its tail and is shared by all sessions of a model. It owns the steps with
 *       their weights in the order of the kernels, the layouts, and a {@code ScratchSizes}. The constructors of steps write
 *       into {@code ScratchSizes} what they will need. The {@link LinearTail} is made by the first call that has images
 *       enough for it, and then stays with the network.
 *   <li>A {@link VectorInference} belongs to one session. It owns an {@link ImageRunner} for each thread.
 *   <li>An {@link ImageRunner} belongs to one thread of a session. It owns a {@code Scratch} from the start, with a
 *       {@code TileMemory}, a {@code PixelMemory} and a {@code LookupMemory}. It makes its {@code Maps} and its {@code LinearTail.Runner} when they are
 *       first needed, and keeps them.
 *   <li>{@code Maps} hold the feature maps of one image. Slots of one layout that are never alive together share an array, by
 *       {@link org.bitadapt.runtime.engine.BufferPlan}. The widths of a session share these arrays where their networks have the
 *       same form. Maps also hold copies that a single layer needs, such as planes of every
 *       second pixel; nobody else writes them, so zeros around them stay zeros.
 *   <li>{@code Arena} allocates the large arrays of {@code Scratch} and {@code LookupMemory} so that vectors keep within
 *       cache lines where the collector allows it. It owns nothing.
 *   <li>A call owns nothing: a warm call allocates no memory.
 * </ul>
 *
 * <h2>Threads</h2>
 *
 * <p>{@link VectorInference} divides a call in one of three ways. With fewer images than threads, all threads work on one
 * image in the maps of the caller: each does its {@code Share} of every step, and they wait for each other at a
 * {@link Rendezvous} after each. With at least a tile of images for each thread, and a network that {@link LinearTail#suits},
 * threads take tiles of images. In all other cases they take single images. The caller's thread works too.
 *
 * <p>A kernel divides its own step: a convolution by tiles, by strips or by outputs, pooling by channels or pixels.
 * A {@code KernelCall} is given the share. {@code Stage.runAll} is called with many stages on purpose: the
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
 *       leaves -255..255. Layers over the image therefore do not use 16-bit tables; {@code FloatConvolution},
 *       {@code ChannelsLastFloatConvolution}, {@code IntegerLinear} and {@code TableLinear} compute with signed numbers.
 *   <li><b>Padding contributes nothing.</b> A padded input is 0, and adds 0 to {@code plus} and to {@code total}, whatever its
 *       weight is. Rows of padding are zeros in memory ({@code MapLayout}, {@code LookupTables}), and columns of padding are
 *       masked ({@code ShiftGrid.masks}) or zeros in memory. Inputs that fill up a group of four, five, six or eight are 0
 *       for the same reason. Over the image, 0 is the zero point.
 *   <li><b>Sums of a group.</b> {@code SumTable} has the 16 subsets of four inputs, at most {@code 4 * 255 = 1020} each.
 *       {@code LookupTables} has the 32 subsets of five, at most 1275. {@code LookupLinear} has the 64 subsets of six, at most
 *       1530, low and high bytes apart.
 *   <li><b>16-bit sums.</b> They are unsigned, 0..65535. {@code plus} never exceeds {@code total}, so a sum is safe where the
 *       total of the same inputs is. {@code TableSums} adds up to 64 groups: {@code 64 * 1020 = 65280}. A row of a kernel over
 *       a chunk in {@code ChannelsLastLookupConvolution} has up to 51 groups ({@code LookupGeometry.MAX_STEPS}): {@code 51 * 1275 = 65025}.
 *       A span of {@code LookupLinear} has up to 42 groups: {@code 42 * 1530 = 64260}. Its high bytes are at most 5 and are
 *       added up as bytes: {@code 42 * 5 = 210}.
 *   <li><b>Where they widen.</b> {@code TableConvolution} starts 16-bit sums anew where a further block would make more than
 *       64 groups ({@code TableGeometry.starts}), and {@code WideSums} adds the old ones to 32-bit sums. Where the columns of the
 *       kernel share tables, a block can have more than 64 groups: {@code TableSums.addTotals} then looks at the largest total
 *       of the tile, and only a total above 65535 makes {@code TableSums.sumParts} widen in between.
 *       {@code ChannelsLastLookupConvolution} goes by the largest totals, too. {@code LookupLinear} widens after each span.
 *   <li><b>32-bit sums.</b> The reader of models refuses a layer whose result could leave 32 bits. {@code 2 plus} alone may
 *       wrap around; {@code 2 plus - total} is then right all the same, as sums modulo 2^32 are.
 *   <li><b>The last line.</b> {@code Requantization} and {@code ChannelsLastRequantization} compute {@code 2 plus - total} in 32 bits,
 *       and then round twice: {@code (float) sum * multiplier + offset}, without a fused operation. {@code BitCountLinear}
 *       computes it before it hands the sum on. {@code LookupLinear} starts with {@code -total} and adds {@code plus} twice.
 *       {@code TableLinear} has the identity inside its tables: an entry is {@code 2 plus - total} of its eight inputs, in
 *       32 bits, so that it takes sums and the signed image as well.
 * </ol>
 *
 * <h2>Widths</h2>
 *
 * <p>A network is at one {@link org.bitadapt.runtime.format.Width} of its file. Layers that have one sign plane at this width
 * are layers of 1-bit weights. With e planes, {@code plus_k} the sum of the inputs whose sign in plane k is +1, and weights
 * {@code w = sum over k = 1..e of 2^(e-k) s_k},
 *
 * <pre>
 * sum(w * x) = sum over k = 1..e of 2^(e-k) (2 plus_k - total)
 *            = 2 (sum over k = 1..e of 2^(e-k) plus_k) - (2^e - 1) total
 * </pre>
 *
 * <p>{@code TableConvolution} and {@code ChannelsLastLookupConvolution} look every {@code plus_k} up in the tables of 1-bit
 * weights, which are built once, and combine them in 32 bits: {@code table.PlaneRows} and {@code lookup.LookupPlanes}. Layers of
 * planes over the image or over one pixel take the kernels that multiply: {@code Layer.weights} composes their odd weights,
 * which are within 127 as those of 8 bits are. Codes are clamped to the largest code of the width, at most 255, so that all
 * bounds above hold.
 *
 * <h2>Products</h2>
 *
 * <p>Kernels with 8-bit weights multiply. In {@code FloatConvolution} up to 128 products of numbers within 255 and 127 are added
 * in floats, which stays below 2^22 and is exact, and then go to 32-bit integers. In {@code ChannelsLastFloatConvolution} a whole window
 * of up to 514 products stays below 2^24, up to which floats are exact; {@code ChannelsLastFloatConvolution.suits} asks for that.
 *
 * @see <a href="https://arxiv.org/abs/2407.00088">Wei et al., T-MAC: tables in registers, looked up by the weights</a>
 */
package org.bitadapt.runtime.vector;
