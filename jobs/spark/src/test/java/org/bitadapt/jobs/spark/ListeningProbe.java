package org.bitadapt.jobs.spark;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;

/**
 * Starts a session in a JVM of its own and prints what can be reached of it: a line {@code port: addresses} for each
 * port, then what the session's settings say of authentication.
 */
final class ListeningProbe {

    /**
     * The addresses that are tried. On Linux all of 127.0.0.0/8 is this machine: a server on every interface answers at
     * each address.
     */
    private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2");

    private ListeningProbe() {}

    public static void main(String[] args) throws IOException {
        try (SparkSession session = SparkSessions.start("probe")) {
            SparkContext spark = session.sparkContext();
            SparkEnv environment = SparkEnv.get();
            show("driver", Integer.parseInt(spark.conf().get("spark.driver.port")));
            show("blocks", environment.blockManager().blockManagerId().port());
            if (spark.uiWebUrl().isDefined()) {
                show("page", URI.create(spark.uiWebUrl().get()).getPort());
            }
            System.out.println(
                    "authentication: " + environment.securityManager().isAuthenticationEnabled());
            System.out.println(
                    "secret: " + environment.securityManager().getSecretKey().length());
            System.out.println("kill: " + spark.conf().get("spark.ui.killEnabled"));
            System.out.println("sum: " + session.range(10).count());
        }
    }

    private static void show(String what, int port) throws IOException {
        List<String> reached = new ArrayList<>();
        for (String address : ADDRESSES) {
            if (answers(address, port)) {
                reached.add(address);
            }
        }
        System.out.println(what + ": " + reached);
    }

    private static boolean answers(String address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 5000);
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }
}
