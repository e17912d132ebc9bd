package org.bitadapt.netadapt.energy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Joins layers into segments so that the network takes the least energy.
 *
 * <p>A segment is a run of stages in the order of execution. Its layers run side by side on tiles of their own and pass
 * a group of images on from one to the next. A map that is only read inside the segment never goes to DRAM; it has to
 * fit the buffers: whole, or slice by slice where its maker finishes one slice of channels after the other and its
 * reader takes them so. This is the alternate loop ordering of TANGRAM: such a reader finishes its own outputs last, so
 * that the next layer needs them whole. A map that is added later is held until then.
 *
 * <p>The segment lasts as long as its slowest layer, and for each layer before the last until that has its first slice.
 */
final class Segmentation {

    /** Longer segments leave each layer few tiles. */
    private static final int LONGEST = 8;

    private final Hardware hardware;
    private final StageModel model;
    private final List<Stage> stages;

    Segmentation(Hardware hardware, StageModel model, List<Stage> stages) {
        this.hardware = hardware;
        this.model = model;
        this.stages = stages;
    }

    /** Stages that run together: the plan of each, and what they come to for the whole batch. */
    private record Joined(
            int first, int images, List<Integer> tiles, List<LayerPlan> plans, double cycles, double cost) {}

    /**
     * The segments with the least energy, by dynamic programming over the end of the last segment.
     *
     * @throws IllegalArgumentException if a stage does not fit the accelerator even by itself
     */
    NetworkEnergy best() {
        int count = stages.size();
        Joined[] lastOf = new Joined[count + 1];
        double[] costOf = new double[count + 1];
        for (int end = 1; end <= count; end++) {
            costOf[end] = Double.POSITIVE_INFINITY;
            for (int first = end - 1; first >= Math.max(0, end - longest()); first--) {
                Optional<Joined> joined = first == end - 1 ? Optional.of(alone(first)) : together(first, end);
                if (joined.isPresent() && costOf[first] + joined.get().cost() < costOf[end]) {
                    costOf[end] = costOf[first] + joined.get().cost();
                    lastOf[end] = joined.get();
                }
            }
        }
        List<Joined> chosen = new ArrayList<>();
        for (int end = count; end > 0; end = lastOf[end].first()) {
            chosen.add(lastOf[end]);
        }
        Collections.reverse(chosen);
        return energy(chosen);
    }

    private int longest() {
        return hardware.mesh().pipelining() ? Math.min(LONGEST, hardware.mesh().tiles()) : 1;
    }

    private Joined alone(int index) {
        Stage stage = stages.get(index);
        int tiles = hardware.mesh().tiles();
        LayerPlan plan = model.plan(stage, Placement.alone(tiles), hardware.batch())
                .orElseThrow(() ->
                        new IllegalArgumentException("Layer " + stage.step().name() + " does not fit " + hardware.name()
                                + " (must have larger buffer-bytes or array.register-bytes)"));
        return new Joined(
                index,
                hardware.batch(),
                List.of(tiles),
                List.of(plan),
                plan.cycles(),
                costOf(List.of(plan), plan.cycles()));
    }

    private double costOf(List<LayerPlan> plans, double cycles) {
        double moving = plans.stream().mapToDouble(plan -> plan.cost().total()).sum();
        return moving + cycles * hardware.clock().staticCost();
    }

    /** The stages from {@code first} to before {@code end} as a segment, with as many images in a group as is best. */
    private Optional<Joined> together(int first, int end) {
        Optional<Joined> best = Optional.empty();
        for (int images = 1; images <= hardware.batch(); images++) {
            if (hardware.batch() % images == 0) {
                Optional<Joined> joined = together(first, end, images);
                if (joined.isPresent()
                        && (best.isEmpty() || joined.get().cost() < best.get().cost())) {
                    best = joined;
                }
            }
        }
        return best;
    }

    private Optional<Joined> together(int first, int end, int images) {
        List<Integer> tiles = TileShares.of(
                stages.subList(first, end).stream()
                        .mapToDouble(model::operations)
                        .toArray(),
                hardware.mesh().tiles());
        int groups = hardware.batch() / images;
        List<LayerPlan> plans = new ArrayList<>();
        for (int index = first; index < end; index++) {
            Stage stage = stages.get(index);
            Optional<LayerPlan> plan =
                    model.plan(stage, placement(stage, first, end, tiles.get(index - first), groups), images);
            if (plan.isEmpty()) {
                return Optional.empty();
            }
            plans.add(plan.get());
        }
        double cycles = cycles(first, plans, groups);
        return Optional.of(new Joined(first, images, tiles, plans, cycles, costOf(plans, cycles)));
    }

    private static Placement placement(Stage stage, int first, int end, int tiles, int groups) {
        boolean readInside = stage.readers().stream().anyMatch(reader -> reader < end);
        boolean readOutside =
                stage.readers().isEmpty() || stage.readers().stream().anyMatch(reader -> reader >= end);
        return new Placement(
                tiles,
                stage.input() >= first,
                readInside,
                readOutside,
                stage.residual().filter(maker -> maker >= first).isPresent(),
                groups);
    }

    private double cycles(int first, List<LayerPlan> plans, int groups) {
        double slowest = plans.stream().mapToDouble(LayerPlan::cycles).max().orElseThrow();
        double dram = plans.stream().mapToDouble(LayerPlan::dramWords).sum()
                / hardware.clock().dramWords();
        double filling = 0;
        for (int i = 0; i < plans.size() - 1; i++) {
            filling += plans.get(i).cycles() / groups / slices(first + i, first, plans);
        }
        return Math.max(slowest, dram) + filling;
    }

    /** The slices in which a stage hands its output on: 1 unless all its readers in the segment take slices. */
    private int slices(int index, int first, List<LayerPlan> plans) {
        boolean taken = stages.get(index).readers().stream()
                .filter(reader -> reader < first + plans.size())
                .allMatch(reader ->
                        plans.get(reader - first).sliced() && stages.get(reader).input() == index);
        return taken ? plans.get(index - first).slices() : 1;
    }

    private NetworkEnergy energy(List<Joined> chosen) {
        List<LayerEnergy> layers = new ArrayList<>();
        List<Segment> segments = new ArrayList<>();
        for (Joined joined : chosen) {
            double busy = joined.plans().stream().mapToDouble(LayerPlan::cycles).sum();
            for (int i = 0; i < joined.plans().size(); i++) {
                double share = joined.plans().get(i).cycles() / busy * joined.cycles();
                layers.add(layer(joined, i, share));
            }
            segments.add(segment(joined));
        }
        return new NetworkEnergy(
                hardware.name(), layers, segments, hardware.clock().megahertz());
    }

    private LayerEnergy layer(Joined joined, int position, double standingCycles) {
        Stage stage = stages.get(joined.first() + position);
        LayerPlan plan = joined.plans().get(position);
        int tiles = joined.tiles().get(position);
        EnergyUse cost =
                plan.cost().withStanding(standingCycles * hardware.clock().staticCost());
        double elements =
                (double) tiles * hardware.array().rows() * hardware.array().columns();
        return new LayerEnergy(
                stage.step().name(),
                cost.times(hardware.unitPicojoules() / hardware.batch()),
                plan.cycles() / hardware.batch(),
                model.operations(stage) * hardware.batch() / plan.cycles() / elements,
                tiles);
    }

    private Segment segment(Joined joined) {
        int end = joined.first() + joined.plans().size();
        List<Stage> inside =
                IntStream.range(joined.first(), end).mapToObj(stages::get).toList();
        return new Segment(
                inside.stream().map(stage -> stage.step().name()).toList(),
                joined.images(),
                inside.stream()
                        .filter(stage -> !stage.readers().isEmpty()
                                && stage.readers().stream().allMatch(reader -> reader < end))
                        .map(stage -> stage.step().name())
                        .toList(),
                joined.cycles() / hardware.batch());
    }
}
