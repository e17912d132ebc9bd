package org.bitadapt.jobs.spark;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Settings that keep a job of a local master to this machine, and to processes that know the job's secret.
 *
 * <p>By default Spark's driver, block manager and page listen on every interface, and answer everybody. The address is
 * {@code SPARK_LOCAL_IP}, by default the loopback address. Spark knows no setting for the page's address, only that
 * variable, so that without the variable there is no page.
 */
final class LocalListening {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int SECRET_BYTES = 32;

    private LocalListening() {}

    /**
     * The settings to add to the given settings; none for other masters.
     *
     * @param localAddress the value of {@code SPARK_LOCAL_IP}
     */
    static Map<String, String> settings(String master, SparkConf given, Optional<String> localAddress) {
        Map<String, String> settings = new HashMap<>();
        if (master.startsWith("local")) {
            String address = localAddress.orElse(LOOPBACK);
            settings.put("spark.driver.host", address);
            settings.put("spark.driver.bindAddress", address);
            settings.put("spark.ui.enabled", String.valueOf(localAddress.isPresent()));
            settings.put("spark.ui.killEnabled", "false");
            settings.put("spark.authenticate", "true");
        }
        if (master.startsWith("local-cluster")) {
            // For other local jobs, whose tasks run in the driver, Spark makes the secret itself.
            settings.put("spark.authenticate.secret", secret());
        }
        settings.keySet().removeIf(given::contains);
        return settings;
    }

    private static String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
