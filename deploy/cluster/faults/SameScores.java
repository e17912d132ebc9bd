import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.ml.BinarizedNetworkModel;

/**
 * Compares what a stream wrote with the table of {@code predict}, image by image: {@code SameScores.java MODEL STREAM TABLE
 * COUNT BROKEN}. Classes and reasons must be equal, and probabilities bit by bit.
 */
final class SameScores {

    private SameScores() {}

    public static void main(String[] arguments) throws Exception {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            String[] classes =
                    BinarizedNetworkModel.open(spark, arguments[0]).getClassNames();
            Map<String, Row> expected = new HashMap<>();
            for (Row row : spark.read().parquet(arguments[2]).collectAsList()) {
                expected.put(row.getAs("id"), row);
            }
            Dataset<Row> stream = spark.read().parquet(arguments[1]);
            List<Row> scored = stream.collectAsList();
            require(scored.size(), Integer.parseInt(arguments[3]), "rows");
            require(expected.size(), scored.size(), "images in the table");
            int broken = 0;
            for (Row row : scored) {
                // A second row of the same image finds nothing any more.
                Row other = expected.remove(row.<String>getAs("path"));
                if (other == null || !same(row, other, classes)) {
                    throw new IllegalStateException("Not the same: " + row + " and " + other);
                }
                broken += row.getAs("invalidReason") == null ? 0 : 1;
            }
            require(broken, Integer.parseInt(arguments[4]), "reasons");
            System.out.println(scored.size() - broken + " predictions and " + broken + " reasons are equal");
        }
    }

    private static boolean same(Row row, Row other, String[] classes) {
        Vector probabilities = row.getAs("probability");
        boolean isSame = Objects.equals(row.getAs("invalidReason"), other.getAs("reason"));
        if (probabilities == null) {
            return isSame && other.getAs("predicted") == null && row.getAs("prediction") == null;
        }
        for (int i = 0; i < classes.length; i++) {
            double probability = other.getAs("p_" + classes[i]);
            isSame &= Double.doubleToLongBits(probability) == Double.doubleToLongBits(probabilities.apply(i));
        }
        int predicted = row.<Double>getAs("prediction").intValue();
        return isSame && classes[predicted].equals(other.getAs("predicted"));
    }

    private static void require(int found, int expected, String what) {
        if (found != expected) {
            throw new IllegalStateException("Invalid number of " + what + ": " + found + " (must be " + expected + ")");
        }
    }
}
