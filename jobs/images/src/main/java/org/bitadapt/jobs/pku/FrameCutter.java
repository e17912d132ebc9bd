package org.bitadapt.jobs.pku;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Cuts all cars of a photograph out. The photograph is decoded once, from the highest car to the lowest car or as far
 * as the hash of look-alikes goes. The mask is decoded at an eighth of its size.
 */
public final class FrameCutter implements Serializable {

    private static final long serialVersionUID = 1;
    private static final double DUPLICATE_METRES = 1;
    private static final double OUTLIER_METRES = 500;
    private static final double MOST_MASKED = 0.5;
    private static final int IGNORED_FROM = 128;

    /**
     * The reduction of masks, and of photographs for the hash: means of blocks are enough, since masks are wide areas.
     */
    private static final int MEANS = YcbcrPlanes.BLOCK;

    private final Camera camera;
    private final CropOptions options;

    public FrameCutter(Camera camera, CropOptions options) {
        this.camera = camera;
        this.options = options;
    }

    /**
     * Cuts the cars of a photograph out.
     *
     * @param cars all cars of the photograph, in the order of their numbers
     * @param photograph the photograph's JPEG file
     * @param mask the mask, a JPEG file of the same size, white where cars are to be ignored; without a mask no car is
     *     ignored
     * @throws InvalidPhotographException if photograph or mask cannot be decoded; the message does not name the file
     */
    public FrameCrops cut(List<LabelledCar> cars, byte[] photograph, Optional<byte[]> mask)
            throws InvalidPhotographException {
        List<PixelBox> bounds =
                cars.stream().map(car -> ProjectedBox.of(car, camera).bounds()).toList();
        double[] masked = mask.isPresent() ? masked(mask.get(), bounds) : new double[bounds.size()];
        List<Kept> kept = new ArrayList<>();
        Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
        for (LabelledCar car : cars) {
            PixelBox box = bounds.get(car.number()).clipped(options.frame());
            double hidden = Occlusion.share(box, nearer(car, cars, bounds));
            OptionalInt label = options.label().of(car);
            Optional<LeftOut> reason = reason(car, cars, box)
                    .or(() -> reason(masked[car.number()], hidden))
                    .or(() -> label.isEmpty() ? Optional.of(LeftOut.OTHER_MODEL) : Optional.empty());
            if (reason.isPresent()) {
                leftOut.merge(reason.get(), 1, Integer::sum);
            } else {
                kept.add(new Kept(car, label.getAsInt(), box, masked[car.number()], hidden));
            }
        }
        return crops(photograph, kept, leftOut);
    }

    /** A car that becomes a crop. */
    private record Kept(LabelledCar car, int label, PixelBox box, double masked, double hidden) {

        CarCrop with(byte[] image) {
            return new CarCrop(car, label, box, masked, hidden, image);
        }
    }

    /** Decodes no more rows than the crops and the hash need; without a crop, only means are decoded. */
    private FrameCrops crops(byte[] photograph, List<Kept> kept, Map<LeftOut, Integer> leftOut)
            throws InvalidPhotographException {
        FrameSize frame = options.frame();
        Resampler resampler = new Resampler(options.side());
        List<PixelBox> squares = kept.stream()
                .map(car -> car.box().square(options.margin(), frame))
                .toList();
        int reduction = squares.isEmpty() ? MEANS : options.reduction();
        int from = squares.stream()
                .mapToInt(square -> resampler.firstRow(square, reduction))
                .min()
                .orElse(0);
        int to = squares.stream()
                .mapToInt(square -> resampler.endRow(square, reduction))
                .reduce(FrameHash.rows(frame), Math::max);
        try (YcbcrPlanes picture = decode(photograph, reduction, from, to)) {
            List<CarCrop> crops = new ArrayList<>();
            for (int i = 0; i < squares.size(); i++) {
                crops.add(kept.get(i).with(resampler.crop(picture, squares.get(i))));
            }
            return new FrameCrops(crops, leftOut, FrameHash.of(picture, frame));
        }
    }

    /** The share of each box that a mask says to ignore. */
    private double[] masked(byte[] file, List<PixelBox> bounds) throws InvalidPhotographException {
        List<PixelBox> boxes =
                bounds.stream().map(box -> box.clipped(options.frame())).toList();
        double lowest = boxes.stream().mapToDouble(PixelBox::bottom).max().orElse(0);
        try (YcbcrPlanes mask = decode(file, MEANS, 0, (int) Math.ceil(lowest) + MEANS)) {
            return boxes.stream().mapToDouble(box -> share(mask, box)).toArray();
        } catch (InvalidPhotographException e) {
            throw e.inMask();
        }
    }

    private YcbcrPlanes decode(byte[] file, int reduction, int from, int to) throws InvalidPhotographException {
        JpegStructure.check(file, options.frame());
        return options.decoder().decode(file, reduction, from, to);
    }

    /** The boxes of cars that may hide a car; a second label of the same car does not hide it. */
    private static List<PixelBox> nearer(LabelledCar car, List<LabelledCar> cars, List<PixelBox> bounds) {
        return cars.stream()
                .filter(other -> other.pose().distance() < car.pose().distance()
                        && other.pose().distance(car.pose()) >= DUPLICATE_METRES)
                .map(other -> bounds.get(other.number()))
                .toList();
    }

    private Optional<LeftOut> reason(double masked, double hidden) {
        if (masked > MOST_MASKED) {
            return Optional.of(LeftOut.MASKED);
        }
        return hidden > options.mostHidden() ? Optional.of(LeftOut.HIDDEN) : Optional.empty();
    }

    private Optional<LeftOut> reason(LabelledCar car, List<LabelledCar> cars, PixelBox box) {
        if (cars.subList(0, car.number()).stream()
                .anyMatch(other -> other.pose().distance(car.pose()) < DUPLICATE_METRES)) {
            return Optional.of(LeftOut.DUPLICATE_LABEL);
        }
        if (car.pose().distance() > OUTLIER_METRES) {
            return Optional.of(LeftOut.OUTLIER);
        }
        Camera.Point centre = ProjectedBox.of(car, camera).centre();
        if (centre.u() < 0
                || centre.v() < 0
                || centre.u() >= options.frame().width()
                || centre.v() >= options.frame().height()) {
            return Optional.of(LeftOut.CENTRE_OUTSIDE);
        }
        if (box.extent() < options.minimumBox()) {
            return Optional.of(LeftOut.TOO_SMALL);
        }
        return Optional.empty();
    }

    private static double share(YcbcrPlanes mask, PixelBox box) {
        if (box.extent() == 0) {
            return 0;
        }
        int left = (int) (box.left() / mask.reduction());
        int top = (int) (box.top() / mask.reduction());
        int right = Math.min(mask.width(), Math.max(left + 1, (int) Math.ceil(box.right() / mask.reduction())));
        int bottom = Math.min(mask.height(), Math.max(top + 1, (int) Math.ceil(box.bottom() / mask.reduction())));
        long ignored = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                ignored += mask.luminance().at(x, y) >= IGNORED_FROM ? 1 : 0;
            }
        }
        return (double) ignored / ((long) Math.max(1, right - left) * Math.max(1, bottom - top));
    }
}
