package org.bitadapt.jobs.spark;

import com.codahale.metrics.Gauge;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Hands the job's figures to Spark's metrics system: {@code spark.plugins = org.bitadapt.jobs.spark.MetricsPlugin}.
 *
 * <p>The figures are gauges of the driver named {@code
 * APPLICATION.driver.plugin.org.bitadapt.jobs.spark.MetricsPlugin.FIGURE}, for every sink that Spark has: its
 * Prometheus page, JMX, CSV, Graphite.
 *
 * @see <a href="https://spark.apache.org/docs/3.5.6/monitoring.html">Spark: monitoring</a>
 */
public final class MetricsPlugin implements SparkPlugin {

    @Override
    public DriverPlugin driverPlugin() {
        return new Figures();
    }

    /** No plugin: executors have no figures of their own. */
    @Override
    public ExecutorPlugin executorPlugin() {
        return null;
    }

    private static final class Figures implements DriverPlugin {

        @Override
        public Map<String, String> init(SparkContext spark, PluginContext context) {
            return Map.of();
        }

        @Override
        public void registerMetrics(String application, PluginContext context) {
            for (JobFigure figure : JobFigure.values()) {
                context.metricRegistry().register(figure.metric(), (Gauge<Double>) () -> JobFigures.of(figure));
            }
        }
    }
}
