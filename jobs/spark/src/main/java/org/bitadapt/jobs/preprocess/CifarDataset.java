package org.bitadapt.jobs.preprocess;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bitadapt.jobs.dataset.Split;

/**
 * The published data sets of 32 x 32 colour images that are read here: their labels, counts, class names and archives.
 * {@link CifarLayout} has the names of their files.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The CIFAR-10 and CIFAR-100 datasets</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // the records and lists hold immutable values
enum CifarDataset {
    /** CIFAR-10: ten classes, five training batches and a test batch of 10,000 images each. */
    CIFAR10(
            "CIFAR-10",
            List.of(CifarLabel.ONLY),
            new Counts(5, 10_000, 10_000, 1 << 26),
            new Archive("cifar-10-binary.tar.gz", "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
            new Classes("label_names", true, "airplane automobile bird cat deer dog frog horse ship truck")),
    /**
     * CIFAR-100: 100 classes in 20 superclasses, a file of 50,000 training images and a file of 10,000 test images. The
     * fine labels are the classes.
     */
    CIFAR100(
            "CIFAR-100",
            List.of(CifarLabel.COARSE, CifarLabel.FINE),
            new Counts(1, 50_000, 10_000, 1 << 28),
            new Archive("cifar-100-binary.tar.gz", "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"),
            new Classes("fine_label_names", false, """
            apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle
            bowl boy bridge bus butterfly camel can castle caterpillar cattle
            chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur
            dolphin elephant flatfish forest fox girl hamster house kangaroo keyboard
            lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain
            mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree
            plain plate poppy porcupine possum rabbit raccoon ray road rocket
            rose sea seal shark shrew skunk skyscraper snail snake spider
            squirrel streetcar sunflower sweet_pepper table tank telephone television tiger tractor
            train trout tulip turtle wardrobe whale willow_tree wolf woman worm
            """));

    private final String title;
    private final List<CifarLabel> labels;
    private final Counts counts;
    private final Archive archive;
    private final Classes classes;

    CifarDataset(String title, List<CifarLabel> labels, Counts counts, Archive archive, Classes classes) {
        this.title = title;
        this.labels = labels;
        this.counts = counts;
        this.archive = archive;
        this.classes = classes;
    }

    /** The name for people. */
    String title() {
        return title;
    }

    /** The name that {@code --source} takes. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The labels of a record in the order of its bytes; the last label is the image's class. */
    List<CifarLabel> labels() {
        return labels;
    }

    /** The key of the class names in a pickled meta file. */
    String classNamesKey() {
        return classes.key;
    }

    /** Whether the class names must be in a file; if not, they are the published names where the file is missing. */
    boolean needsClassFile() {
        return classes.isFileNeeded;
    }

    /** The names of the published classes, in the order of their labels. */
    List<String> classes() {
        return classes.list;
    }

    /** The number of training batches. */
    int batches() {
        return counts.batches;
    }

    /** The number of records in a training batch, or in the test batch. */
    int records(Split split) {
        return split == Split.TEST ? counts.testRecords : counts.trainRecords;
    }

    /** The most bytes of a pickled batch; published batches have about half as many. */
    int mostPickleBytes() {
        return counts.mostPickleBytes;
    }

    /** The length of a record in the binary layout. */
    int recordBytes() {
        return labels.size() + CifarFormat.IMAGE_BYTES;
    }

    /** The layouts in which the data set is published. */
    List<CifarLayout> layouts() {
        return Stream.of(CifarLayout.values())
                .filter(layout -> layout.dataset() == this)
                .toList();
    }

    /** The address of the official binary archive, about 160 MiB. */
    URI archive() {
        return URI.create("https://www.cs.toronto.edu/~kriz/" + archive.name);
    }

    /** The SHA-256 of the official binary archive in lower-case hex. */
    String archiveSha256() {
        return archive.sha256;
    }

    private record Counts(int batches, int trainRecords, int testRecords, int mostPickleBytes) {}

    private record Archive(String name, String sha256) {}

    private record Classes(String key, boolean isFileNeeded, List<String> list) {

        Classes(String key, boolean isFileNeeded, String names) {
            this(key, isFileNeeded, List.of(names.strip().split("\\s+")));
        }
    }
}
