package org.bitadapt.jobs.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.config.TrainingJobConfig;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;

/**
 * Suits settings to the number of training images: small data sets want small minibatches, or an epoch has hardly a
 * step. Settings of the user stay. The console tells what an epoch leaves out, and that a training has few steps.
 */
public final class DataSize {

    /**
     * The keys of a training's learning rates that are halved with the minibatch: none, since few steps of a low rate
     * lead nowhere.
     */
    public static final List<String> OF_TRAINING = List.of();

    /**
     * The keys of a search's learning rates that are halved with the minibatch: tunings must not destroy what their
     * network has learned.
     */
    public static final List<String> OF_SEARCH =
            List.of("netadapt.short-term.learning-rate", "netadapt.long-term.learning-rate");

    private static final String BATCH = "data.batch";

    /** The number of steps of an epoch below which minibatches are made smaller. */
    private static final int ENOUGH_STEPS = 40;
    /** The fewest images of a smaller minibatch: batch norm takes its statistics of a few images. */
    private static final int SMALLEST_BATCH = 8;
    /** The number of steps of a whole training below which a network has learned little. */
    private static final int FEW_STEPS = 1000;
    /** The share of the images that an epoch may leave out without a word. */
    private static final double SMALL_SHARE = 0.1;

    private DataSize() {}

    /**
     * Halves {@code data.batch} until an epoch has 40 steps.
     *
     * @param settings the settings, of which those that the user has set do not change
     * @param rates the keys of learning rates that are halved with the minibatch, so that a step changes weights by as
     *     much per image as before (Goyal et al. 2017)
     * @return the settings, perhaps with a smaller minibatch and rate
     * @see <a href="https://arxiv.org/abs/1706.02677">Accurate, Large Minibatch SGD, section 2.1</a>
     */
    public static Settings suit(Settings settings, List<String> rates, Dataset dataset, Console console) {
        TrainingJobConfig config = TrainingJobConfig.of(settings);
        long images = dataset.manifest().split(Split.TRAIN).records();
        int batch = config.data().batch();
        if (settings.isSet(BATCH)) {
            return settings;
        }
        while (batch > SMALLEST_BATCH && images / ((long) batch * config.train().workers()) < ENOUGH_STEPS) {
            batch /= 2;
        }
        if (batch == config.data().batch()) {
            return settings;
        }
        List<String> changes = new ArrayList<>(List.of(BATCH + "=" + batch));
        for (String rate : rates) {
            if (!settings.isSet(rate)) {
                double standard = Double.parseDouble(settings.values().get(rate));
                changes.add(rate + "=" + standard * batch / config.data().batch());
            }
        }
        console.say(String.format(
                Locale.ROOT, "For %,d training images: %s (other values by --set)", images, String.join(" ", changes)));
        Settings suited = settings;
        for (String change : changes) {
            suited = suited.set(change);
        }
        return suited;
    }

    /**
     * Tells the console what an epoch leaves out, and whether the training has few steps.
     *
     * @param steps the number of steps of each worker in an epoch
     */
    static void warn(TrainingJobConfig config, long images, int steps, Console console) {
        int workers = config.train().workers();
        long used = (long) steps * workers * config.data().batch();
        if (images - used > SMALL_SHARE * images) {
            console.say(String.format(
                    Locale.ROOT,
                    "Note: an epoch leaves out %,d of %,d training images, others each time: they fill no step of %d"
                            + " workers x %d images. --set %s=%d leaves out fewer.",
                    images - used,
                    images,
                    workers,
                    config.data().batch(),
                    BATCH,
                    better(config.data().batch(), workers, images)));
        }
        long all = (long) steps * config.train().epochs();
        if (all < FEW_STEPS) {
            console.say(String.format(
                    Locale.ROOT,
                    "Note: this training has %,d steps. A network learns little in less than %,d: --set train.epochs=%d has"
                            + " them, or take a smaller %s.",
                    all,
                    FEW_STEPS,
                    (FEW_STEPS + steps - 1) / steps,
                    BATCH));
        }
    }

    /** The largest minibatch of at most a size that leaves out the fewest images. */
    private static int better(int batch, int workers, long images) {
        int best = batch;
        for (int size = batch; size >= Math.min(batch, SMALLEST_BATCH); size--) {
            if (images % ((long) size * workers) < images % ((long) best * workers)) {
                best = size;
            }
        }
        return best;
    }
}
