package org.bitadapt.jobs.preprocess;

/** A label of a record: a byte of the binary layout, and a list of numbers in a pickled batch. */
enum CifarLabel {
    /** The class of an image of CIFAR-10. */
    ONLY("label", "labels"),
    /** The superclass of an image of CIFAR-100, 0..19. */
    COARSE("coarse label", "coarse_labels") {
        @Override
        int values(int classes) {
            return SUPERCLASSES;
        }
    },
    /** The class of an image of CIFAR-100. */
    FINE("fine label", "fine_labels");

    private static final int SUPERCLASSES = 20;

    private final String word;
    private final String key;

    CifarLabel(String word, String key) {
        this.word = word;
        this.key = key;
    }

    /** The label's name in messages. */
    String word() {
        return word;
    }

    /** The key of the labels in a pickled batch. */
    String key() {
        return key;
    }

    /**
     * The number of values that the label has, from 0.
     *
     * @param classes the number of classes
     */
    int values(int classes) {
        return classes;
    }
}
