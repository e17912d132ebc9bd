package org.bitadapt.jobs.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.jobs.pku.CropOptions;

/**
 * The measured speed of preprocess.
 *
 * @param source the name of the photographs' source
 * @param photographs the number of photographs of a turn
 * @param imageSize the side of the crops in pixels
 * @param reduction the factor by which photographs are decoded smaller; 1 for their full size
 * @param imagesPerSecond photographs that one core turns into crops in a second
 * @param peers photographs that a peer turns into crops in a second on one core, by the peer's name
 * @param ratios the median of preprocess divided by the peer's median, by the peer's name
 * @param growth how the time of whole jobs grows with the photographs; null if no jobs were run
 * @param extrapolation the estimated times of a full download; none if the jobs' times did not grow with the
 *     photographs
 */
record PreprocessSpeedOutcome(
        String source,
        int photographs,
        int imageSize,
        int reduction,
        Speeds imagesPerSecond,
        Map<String, Speeds> peers,
        Map<String, Double> ratios,
        Growth growth,
        List<Estimate> extrapolation)
        implements Outcome {

    private static final String PEER = "imageio";

    /** The estimated time of a job that was not run. */
    record Estimate(int photographs, int cores, double seconds) {}

    static PreprocessSpeedOutcome of(String source, int photographs, CropOptions crops, Speeds ours, Speeds theirs) {
        return new PreprocessSpeedOutcome(
                source,
                photographs,
                crops.side(),
                crops.reduction(),
                ours,
                Map.of(PEER, theirs),
                Map.of(PEER, ours.median() / theirs.median()),
                null,
                List.of());
    }

    /** This speed with the growth of jobs, and estimates for a download of {@code all} photographs. */
    PreprocessSpeedOutcome with(Growth jobs, int all, List<Integer> cores) {
        List<Estimate> estimates = new ArrayList<>();
        if (jobs.coreSeconds() > 0) {
            cores.forEach(count -> estimates.add(new Estimate(all, count, jobs.seconds(all, count))));
        }
        return new PreprocessSpeedOutcome(
                source, photographs, imageSize, reduction, imagesPerSecond, peers, ratios, jobs, estimates);
    }

    @Override
    public String describe() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d photographs a turn, crops of %d pixels, decoded at 1/%d, one core%nBitAdapt  %s images/s",
                photographs,
                imageSize,
                reduction,
                imagesPerSecond));
        peers.forEach((name, speeds) -> text.append(
                String.format(Locale.ROOT, "%n%-9s %s images/s, ratio %.2f", name, speeds, ratios.get(name))));
        if (growth != null) {
            text.append(System.lineSeparator()).append(jobs());
        }
        return text.toString();
    }

    private String jobs() {
        TextTable table = new TextTable("photographs", "cores", "seconds", "");
        growth.points()
                .forEach(point -> table.row(point.photographs(), growth.cores(), seconds(point.seconds()), "measured"));
        extrapolation.forEach(estimate ->
                table.row(estimate.photographs(), estimate.cores(), seconds(estimate.seconds()), "estimate"));
        if (growth.coreSeconds() <= 0) {
            return table + System.lineSeparator() + "The times did not grow with the photographs: take more of them.";
        }
        return String.format(
                Locale.ROOT,
                "%s%n%.1f s and %.4f core seconds a photograph; linear to %.4f (R squared)",
                table,
                growth.fixedSeconds(),
                growth.coreSeconds(),
                growth.linearity());
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
