package org.bitadapt.runtime.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.latency.ShapeGrid.Channels;
import org.bitadapt.runtime.latency.ShapeGrid.Layer;
import org.junit.jupiter.api.Test;

class PackedLayersTest {

    @Test
    void layersHaveTheShapesThatTablesName() {
        assertThat(PackedLayers.of(SmallNetworks.chain().network()))
                .extracting(layer -> layer.present().toString())
                .containsExactly(
                        "CONVOLUTION,3,16,3,1,1,9,7,8,PIXELS,CODES,NONE",
                        "MAX_POOL,16,16,2,2,0,9,7,0,CODES,CODES,NONE",
                        "CONVOLUTION,16,24,3,1,1,4,3,1,CODES,CODES,NONE",
                        "LINEAR,24,32,0,1,0,4,3,1,CODES,CODES,NONE",
                        "LINEAR,32,5,0,1,0,1,1,8,CODES,FLOATS,NONE");
        assertThat(PackedLayers.of(SmallNetworks.residual().network()))
                .extracting(layer -> layer.present().toString())
                .containsExactly(
                        "CONVOLUTION,3,16,3,1,1,8,8,8,PIXELS,CODES,NONE",
                        "CONVOLUTION,16,24,3,1,1,8,8,1,CODES,CODES,NONE",
                        "CONVOLUTION,24,16,3,1,1,8,8,1,CODES,CODES,CODES",
                        "CONVOLUTION,16,32,1,2,0,8,8,1,CODES,FLOATS,NONE",
                        "CONVOLUTION,16,16,3,2,1,8,8,1,CODES,CODES,NONE",
                        "CONVOLUTION,16,32,3,1,1,4,4,1,CODES,CODES,FLOATS",
                        "GLOBAL_AVERAGE,32,32,0,1,0,4,4,0,CODES,MEAN_CODES,NONE",
                        "LINEAR,32,5,0,1,0,1,1,8,MEAN_CODES,FLOATS,NONE");
    }

    /** The golden model's layers have 8 bits, one plane, four and two; the last two are narrowed by a width. */
    @Test
    void layersOfPlanesHaveAsManyBitsAsTheWidthTakes() throws IOException {
        PackedModel model = PackedModel.load(Path.of("src/test/resources/org/bitadapt/runtime/format/model-v2.bnn"));
        assertThat(PackedLayers.of(model.network(new Width(4, 8))))
                .extracting(layer -> layer.geometry().weightBits())
                .containsExactly(8, 0, 1, 4, 2, 0, 8);
        assertThat(PackedLayers.of(model.network(new Width(2, 8))))
                .extracting(layer -> layer.geometry().weightBits())
                .containsExactly(8, 0, 1, 2, 2, 0, 8);
        assertThat(PackedLayers.of(model.network(new Width(1, 4))))
                .isEqualTo(PackedLayers.of(model.network(new Width(1, 8))))
                .extracting(layer -> layer.geometry().weightBits())
                .containsExactly(8, 0, 1, 1, 1, 0, 8);
    }

    @Test
    void theShapesOfAllWidthsAreThoseOfEachOnce() throws IOException {
        PackedModel model = PackedModel.load(Path.of("src/test/resources/org/bitadapt/runtime/format/model-v2.bnn"));
        GridSteps present = new GridSteps(100, 100);
        assertThat(ShapeGrid.of(PackedLayers.ofAllWidths(model), present, 100))
                .extracting(LayerShape::toString)
                .containsExactly(
                        "CONVOLUTION,2,3,3,1,1,5,4,8,PIXELS,CODES,NONE",
                        "MAX_POOL,3,3,2,1,0,5,4,0,CODES,CODES,NONE",
                        "CONVOLUTION,3,5,1,1,0,4,3,1,CODES,FLOATS,NONE",
                        "CONVOLUTION,3,5,3,1,1,4,3,4,CODES,CODES,FLOATS",
                        "CONVOLUTION,5,5,3,1,1,4,3,2,CODES,CODES,CODES",
                        "GLOBAL_AVERAGE,5,5,0,1,0,4,3,0,CODES,MEAN_CODES,NONE",
                        "LINEAR,5,3,0,1,0,1,1,8,MEAN_CODES,FLOATS,NONE",
                        "CONVOLUTION,3,5,3,1,1,4,3,2,CODES,CODES,FLOATS",
                        "CONVOLUTION,3,5,3,1,1,4,3,1,CODES,CODES,FLOATS",
                        "CONVOLUTION,5,5,3,1,1,4,3,1,CODES,CODES,CODES");
        PackedModel one = SmallNetworks.chain();
        assertThat(PackedLayers.ofAllWidths(one)).isEqualTo(PackedLayers.of(one.network()));
    }

    @Test
    void theModelsHaveEveryKindOfOperationAndNameThemAll() {
        assertThat(Stream.of(SmallNetworks.chain(), SmallNetworks.residual())
                        .flatMap(model -> model.network().operations().stream())
                        .<Class<?>>map(Operation::getClass))
                .contains(Operation.class.getPermittedSubclasses());
        assertThat(Stream.of(SmallNetworks.chain(), SmallNetworks.residual())
                        .flatMap(model -> model.describe().layers().stream()))
                .allSatisfy(layer -> assertThat(layer.kind().equals("input")).isEqualTo(layer.number() == 0));
    }

    @Test
    void pixelsAndScoresStay() {
        List<Layer> layers = PackedLayers.of(SmallNetworks.chain().network());
        assertThat(layers.get(0).inputs()).isEqualTo(new Channels(3, false, true));
        assertThat(layers.get(0).outputs()).isEqualTo(new Channels(16, true, false));
        assertThat(layers.get(1).outputs()).isEqualTo(layers.get(0).outputs());
        assertThat(layers.get(3).outputs()).isEqualTo(new Channels(32, true, true));
        assertThat(layers.get(4).outputs()).isEqualTo(new Channels(5, false, true));
    }

    @Test
    void whatIsAddedToPixelsOrScoresStaysToo() {
        PackedModelBuilder builder = new PackedModelBuilder("added");
        RandomConvolutions convolutions = new RandomConvolutions(builder, 1);
        int image = builder.input(new SlotShape(3, 4, 4), List.of(0, 0, 0));
        int sum = builder.globalSum(convolutions.add(Convolution.of(image, 8, 1)));
        int first = convolutions.add(Convolution.of(sum, 5, 1).withOutput(ElementType.F32));
        convolutions.add(Convolution.of(sum, 5, 1).withOutput(ElementType.F32).withResidualValues(first));
        List<Layer> layers = PackedLayers.of(PackedModel.load(builder.toBytes()).network());
        assertThat(layers.get(2).outputs().shrinks()).isFalse();
        assertThat(layers.get(1).outputs().shrinks()).isTrue();
    }

    @Test
    void aWindowThatIsNotSquareIsRefused() {
        PackedModelBuilder builder = new PackedModelBuilder("oblong");
        RandomConvolutions convolutions = new RandomConvolutions(builder, 1);
        int image = builder.input(new SlotShape(3, 4, 4), List.of(0, 0, 0));
        int oblong = convolutions.add(Convolution.of(image, 8, 1, 3));
        convolutions.add(Convolution.of(builder.globalSum(oblong), 5, 1).withOutput(ElementType.F32));
        PackedModel model = PackedModel.load(builder.toBytes());
        assertThatThrownBy(() -> PackedLayers.of(model.network()))
                .hasMessage("Invalid window of operation 1: 1x3 (must be square or the whole input to be measured)");
    }

    @Test
    void aConvolutionOverItsWholeInputIsALinearLayer() {
        LayerGeometry whole = new LayerGeometry(
                LayerKind.CONVOLUTION, 4, 3, 0, 4, 4, 1, MapKind.CODES, MapKind.CODES, LayerGeometry.Residual.NONE);
        assertThat(whole)
                .isEqualTo(new LayerGeometry(
                        LayerKind.LINEAR, 0, 1, 0, 4, 4, 1, MapKind.CODES, MapKind.CODES, LayerGeometry.Residual.NONE));
    }

    @Test
    void theGridHasThePresentChannelsTheLeastAndTheSteps() {
        List<LayerShape> shapes =
                ShapeGrid.of(PackedLayers.of(SmallNetworks.chain().network()), new GridSteps(8, 16), 4);
        assertThat(shapes)
                .filteredOn(shape -> shape.geometry().kind() == LayerKind.CONVOLUTION && shape.inputs() == 3)
                .extracting(LayerShape::outputs)
                .containsExactly(16, 8, 4);
        assertThat(shapes)
                .filteredOn(shape -> shape.geometry().kind() == LayerKind.LINEAR && shape.outputs() == 5)
                .extracting(LayerShape::inputs)
                .containsExactly(32, 16, 4);
        assertThat(shapes)
                .filteredOn(shape -> shape.geometry().kind() == LayerKind.CONVOLUTION && shape.inputs() != 3)
                .hasSize(3 * 4);
    }

    @Test
    void theGridHasNothingBelowTheLeast() {
        List<LayerShape> shapes =
                ShapeGrid.of(PackedLayers.of(SmallNetworks.chain().network()), new GridSteps(5, 5), 12);
        assertThat(shapes)
                .filteredOn(shape -> shape.geometry().kind() == LayerKind.CONVOLUTION && shape.inputs() == 3)
                .extracting(LayerShape::outputs)
                .containsExactly(16, 15, 12);
    }

    @Test
    void theLeastIsAtLeastOne() {
        assertThatThrownBy(() -> ShapeGrid.of(List.of(), new GridSteps(8, 8), 0))
                .hasMessage("Invalid least channels: 0 (must be at least 1)");
    }
}
