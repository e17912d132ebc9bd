package example;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.family.Networks;
import org.bitadapt.jobs.ml.BinarizedNetworkModel;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.bitadapt.runtime.PackedModel;

/** Uses each artifact a little; it need only compile. */
public final class Consumer {

    private Consumer() {}

    /** Says what a model reads, what a network costs, and what a stage of Spark ML computes with. */
    public static void main(String[] arguments) throws IOException {
        PackedModel model = PackedModel.load(Path.of(arguments[0]));
        System.out.println(model.inputShape() + " " + model.fit());
        System.out.println(NetworkCosts.of(Networks.named("resnet20", 10)).layers().size() + " " + ResourceKind.MACS);
        SparkSession session = SparkSession.builder().getOrCreate();
        System.out.println(BinarizedNetworkModel.open(session, arguments[0]).engine());
    }
}
