package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.dataset.RecordHash;
import org.bitadapt.jobs.dataset.SourceDigest;
import org.bitadapt.jobs.dataset.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Placements against lists that the test sorts and cuts itself. */
class PlacementTest {

    private static final long SEED = 7;
    /** What the cut's hashes are made of, beside seed and image; another number would cut data sets in another way. */
    private static final int CUT = 1;

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    /** Halves are rounded up; at least one image trains. */
    @ParameterizedTest(name = "{0} images, test {1}, validation {2}")
    @CsvSource({
        "1,0.5,0.5,0,0,1",
        "2,0.5,0.5,1,0,1",
        "2,0.9,0.9,1,0,1",
        "3,0.5,0.5,2,0,1",
        "10,0,0,0,0,10",
        "63,0.1,0.1,6,6,51",
        "64,0.1,0.1,6,6,52",
        "65,0.1,0.1,7,6,52",
        "127,0.2,0.25,25,26,76",
        "207,0.9,0.9,186,19,2",
        "207,0,0.5,0,104,103"
    })
    void sharesOfAClassAreRounded(int images, double test, double validation, int tests, int validations, int trains) {
        SourceIndex index = index(images(images, 0, "a"));
        Placement placement = Placement.of(index, new Source(1, Set.of(), 0), options(test, validation, SEED, 100));
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (int i = 0; i < images; i++) {
            counts.merge(split(placement, index, i), 1, Integer::sum);
        }
        assertThat(counts.getOrDefault(Split.TEST, 0)).isEqualTo(tests);
        assertThat(counts.getOrDefault(Split.VALIDATION, 0)).isEqualTo(validations);
        assertThat(counts.getOrDefault(Split.TRAIN, 0)).isEqualTo(trains);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void everyClassIsCutInTheOrderOfItsHashes(long seed) {
        List<Reading> readings = new ArrayList<>();
        for (int label = 0; label < 3; label++) {
            readings.addAll(images(20, label, "class" + label + "/"));
        }
        SourceIndex index = index(readings);
        // The fourth class has no image.
        Placement placement = Placement.of(index, new Source(4, Set.of(), 0), options(0.25, 0.2, seed, 100));
        for (int label = 0; label < 3; label++) {
            int own = label;
            List<Integer> sorted = IntStream.range(0, index.size())
                    .filter(i -> index.label(i) == own)
                    .boxed()
                    .sorted(Comparator.comparing(i -> RecordHash.combine(seed, CUT, index.key(i))))
                    .toList();
            // A quarter of 20 is 5, a fifth of the rest 3.
            for (int place = 0; place < 20; place++) {
                assertThat(split(placement, index, sorted.get(place)))
                        .as("place %d of class %d", place, label)
                        .isEqualTo(place < 5 ? Split.TEST : place < 8 ? Split.VALIDATION : Split.TRAIN);
            }
        }
        assertThat(placement.split(12345, 3, Split.TRAIN)).isEqualTo(Split.TRAIN);
    }

    @Test
    void aSourcesOwnSplitsStayAsTheyAre() {
        List<Reading> readings = images(40, 0, "train/");
        readings.addAll(images(10, 0, "test/", Split.TEST, Reading.Frame.NONE));
        SourceIndex index = index(readings);
        Placement placement = Placement.of(index, new Source(1, Set.of(Split.TEST), 0), options(0.5, 0.25, SEED, 100));
        int validations = 0;
        for (int i = 0; i < index.size(); i++) {
            Split split = split(placement, index, i);
            assertThat(split == Split.TEST).isEqualTo(index.split(i) == Split.TEST);
            validations += split == Split.VALIDATION ? 1 : 0;
        }
        // A quarter of the 40, not of 50 or of 20.
        assertThat(validations).isEqualTo(10);
    }

    @Test
    void partitionsAndOtherClassesDoNotMatter() {
        List<Reading> few = images(65, 0, "a");
        List<Reading> many = new ArrayList<>(few);
        many.addAll(images(127, 1, "b"));
        Collections.shuffle(many, new Random(1));
        SourceIndex index = index(few);
        SourceIndex joined = SourceIndex.join(List.of(index(many.subList(0, 50)), index(many.subList(50, 192))));
        PreprocessOptions options = options(0.2, 0.2, SEED, 1000);
        Placement first = Placement.of(index, new Source(2, Set.of(), 0), options);
        Placement second = Placement.of(joined, new Source(2, Set.of(), 0), options);
        Map<Long, Split> splits = new HashMap<>();
        for (int i = 0; i < joined.size(); i++) {
            splits.put(joined.key(i), split(second, joined, i));
        }
        for (int i = 0; i < index.size(); i++) {
            assertThat(split(first, index, i)).isEqualTo(splits.get(index.key(i)));
        }
    }

    @Test
    void anotherSeedCutsInAnotherWay() {
        SourceIndex index = index(images(207, 0, "a"));
        Placement first = Placement.of(index, new Source(1, Set.of(), 0), options(0.5, 0, 1, 10));
        Placement second = Placement.of(index, new Source(1, Set.of(), 0), options(0.5, 0, 2, 10));
        long moved = IntStream.range(0, 207)
                .filter(i -> split(first, index, i) != split(second, index, i))
                .count();
        // Of 207 coins half are expected, with a deviation of 7.2.
        assertThat(moved).isBetween(60L, 147L);
    }

    /** As few shards as hold them, alike in size; where one ends, the next begins. */
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void shardsAreEqualPartsOfTheirSplitsOrder(long seed) {
        Random random = new Random(seed);
        int shardRecords = 1 + random.nextInt(40);
        List<Reading> readings = images(1 + random.nextInt(207), 0, "a");
        readings.addAll(images(random.nextInt(127), 1, "b"));
        SourceIndex index = index(readings);
        Placement placement = Placement.of(
                index, new Source(2, Set.of(), 0), options(0.2, random.nextInt(2) * 0.3, seed, shardRecords));
        for (Split split : Split.values()) {
            List<Integer> sorted = IntStream.range(0, index.size())
                    .filter(i -> split(placement, index, i) == split)
                    .boxed()
                    .sorted(Comparator.comparing(i -> placement.order(index.key(i))))
                    .toList();
            int[] sizes = new int[placement.shards(split)];
            int shard = 0;
            for (int i : sorted) {
                int its = placement.shard(split, placement.order(index.key(i)));
                assertThat(its).as("after shard %d", shard).isBetween(shard, shard + (sizes[shard] > 0 ? 1 : 0));
                shard = its;
                sizes[shard]++;
            }
            int shards = 0;
            while (shards * shardRecords < sorted.size()) {
                shards++;
            }
            assertThat(sizes).hasSize(shards);
            int least = shards == 0 ? 0 : sorted.size() / shards;
            assertThat(IntStream.of(sizes).boxed()).allMatch(size -> size == least || size == least + 1);
        }
    }

    /** Photographs that look alike make a group; a split comes as near to its share as whole groups do. */
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void groupsOfPhotographsGoTogetherAndComeNearTheirShares(long seed) {
        Random random = new Random(seed);
        int groups = 1 + random.nextInt(25);
        List<Reading> readings = new ArrayList<>();
        Map<Long, Integer> groupOfFrame = new HashMap<>();
        long[] lowest = new long[groups];
        int[] sizes = new int[groups];
        for (int group = 0; group < groups; group++) {
            lowest[group] = Long.MAX_VALUE;
            long looks = random.nextLong();
            int photographs = 1 + random.nextInt(3);
            for (int i = 0; i < photographs; i++) {
                String name = group + "/" + i;
                // Any two of them differ in four bits.
                Reading.Frame frame = new Reading.Frame(name, looks ^ (0b11L << (2 * i)));
                int images = 1 + random.nextInt(6);
                readings.addAll(images(images, random.nextInt(3), name + "/", Split.TRAIN, frame));
                sizes[group] += images;
                groupOfFrame.put(RecordHash.of(name), group);
                lowest[group] = Math.min(lowest[group], RecordHash.of(name));
            }
        }
        Collections.shuffle(readings, random);
        SourceIndex index = index(readings);
        double test = 0.9 * random.nextDouble();
        double validation = 0.9 * random.nextDouble();
        Placement placement = Placement.of(index, new Source(3, Set.of(), 4), options(test, validation, seed, 100));

        List<Integer> sorted = IntStream.range(0, groups)
                .boxed()
                .sorted(Comparator.comparing(group -> RecordHash.combine(seed, CUT, lowest[group])))
                .toList();
        int tests = nearest(sorted, sizes, test);
        int validations = nearest(sorted.subList(tests, groups), sizes, validation);
        for (int i = 0; i < index.size(); i++) {
            int place = sorted.indexOf(groupOfFrame.get(index.frame(i)));
            assertThat(split(placement, index, i))
                    .as("place %d of %d groups", place, groups)
                    .isEqualTo(
                            place < tests ? Split.TEST : place < tests + validations ? Split.VALIDATION : Split.TRAIN);
        }
    }

    /** How many groups come nearest to a share of all images, the fewest of several; one group is left. */
    private static int nearest(List<Integer> groups, int[] sizes, double share) {
        double wanted = share * groups.stream().mapToInt(group -> sizes[group]).sum();
        int best = 0;
        for (int count = 1; count < groups.size(); count++) {
            if (Math.abs(images(groups, sizes, count) - wanted) < Math.abs(images(groups, sizes, best) - wanted)) {
                best = count;
            }
        }
        return best;
    }

    private static int images(List<Integer> groups, int[] sizes, int count) {
        return groups.stream().limit(count).mapToInt(group -> sizes[group]).sum();
    }

    private static Split split(Placement placement, SourceIndex index, int i) {
        return placement.split(index.frame(i), index.label(i), index.split(i));
    }

    private static PreprocessOptions options(double test, double validation, long seed, int shardRecords) {
        return new PreprocessOptions(test, validation, seed, shardRecords, BadRecords.ERROR);
    }

    private static SourceIndex index(List<Reading> readings) {
        return SourceIndex.of(readings.iterator());
    }

    private static List<Reading> images(int count, int label, String prefix) {
        return images(count, label, prefix, Split.TRAIN, Reading.Frame.NONE);
    }

    private static List<Reading> images(int count, int label, String prefix, Split split, Reading.Frame frame) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readings.add(new Reading.Labelled(split, new DatasetRecord(prefix + i, label, new byte[0]), frame));
        }
        return readings;
    }

    /** What a placement asks of a source; it has no files. */
    private record Source(int labels, Set<Split> ownSplits, int alikeBits) implements ImageSource {

        @Override
        public String name() {
            return "lists";
        }

        @Override
        public List<String> classes() {
            return IntStream.range(0, labels).mapToObj(label -> "class" + label).toList();
        }

        @Override
        public Shape image() {
            return Shape.vector(1);
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public List<SourceDigest> digests(JavaSparkContext spark) {
            return List.of();
        }

        @Override
        public JavaRDD<Reading> read(JavaSparkContext spark) {
            return spark.emptyRDD();
        }
    }
}
