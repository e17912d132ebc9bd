package org.bitadapt.jobs.pku;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Cuts all cars of a photograph out; decodes the photograph once, and the mask at an eighth of its size. */
public final class FrameCutter implements Serializable {

    private static final long serialVersionUID = 1;
    private static final double DUPLICATE_METRES = 1;
    private static final double OUTLIER_METRES = 500;
    private static final double MOST_MASKED = 0.5;
    private static final int IGNORED_FROM = 128;

    private final Camera camera;
    /** Masks are wide areas: an eighth of their size tells enough. */
    private static final int MASK_REDUCTION = 8;

    private final CropOptions options;

    public FrameCutter(Camera camera, CropOptions options) {
        this.camera = camera;
        this.options = options;
    }

    /**
     * Cuts.
     *
     * @param cars of the photograph, all of them, in the order of their numbers
     * @param photograph JPEG
     * @param mask JPEG of the same size, white where cars are to be ignored; none keeps all
     * @throws InvalidImageException if one of the two cannot be decoded; its message does not name the file
     */
    public FrameCrops cut(List<LabelledCar> cars, byte[] photograph, Optional<byte[]> mask)
            throws InvalidImageException {
        Optional<Picture> ignored = Optional.empty();
        if (mask.isPresent()) {
            ignored = Optional.of(decodeMask(mask.get()));
        }
        Picture picture = decode(photograph, options.reduction());
        Resampler resampler = new Resampler(options.side());
        List<CarCrop> crops = new ArrayList<>();
        Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
        List<PixelBox> bounds =
                cars.stream().map(car -> ProjectedBox.of(car, camera).bounds()).toList();
        for (LabelledCar car : cars) {
            PixelBox box = bounds.get(car.number()).clipped(options.frame());
            double masked = ignored.map(picture8 -> share(picture8, box)).orElse(0.0);
            double hidden = Occlusion.share(box, nearer(car, cars, bounds));
            OptionalInt label = options.label().of(car);
            Optional<LeftOut> reason = reason(car, cars, box)
                    .or(() -> reason(masked, hidden))
                    .or(() -> label.isEmpty() ? Optional.of(LeftOut.OTHER_MODEL) : Optional.empty());
            if (reason.isPresent()) {
                leftOut.merge(reason.get(), 1, Integer::sum);
            } else {
                byte[] image = resampler.crop(picture, box.square(options.margin(), options.frame()));
                crops.add(new CarCrop(car, label.getAsInt(), box, masked, hidden, image));
            }
        }
        return new FrameCrops(crops, leftOut, FrameHash.of(picture));
    }

    private Picture decodeMask(byte[] file) throws InvalidImageException {
        try {
            return decode(file, MASK_REDUCTION);
        } catch (InvalidImageException e) {
            throw e.inMask();
        }
    }

    private Picture decode(byte[] file, int reduction) throws InvalidImageException {
        JpegStructure.check(file, options.frame());
        return options.decoder().decode(file, reduction);
    }

    /** The boxes of cars that may hide this one; a second label of the same car does not. */
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

    private static double share(Picture mask, PixelBox box) {
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
