package org.bitadapt.jobs.cli;

import java.io.ObjectInputFilter;

/**
 * A belt around Java's deserialization, by which Spark sends its own objects: classes that are known to run code when
 * they are made of bytes are refused in the whole JVM. Nothing of this project is read from files by Java's
 * deserialization.
 */
final class SerialFilter {

    private static final String PATTERN = String.join(
            ";",
            "!bsh.**",
            "!clojure.**",
            "!com.mchange.**",
            "!com.sun.org.apache.xalan.**",
            "!com.sun.rowset.**",
            "!java.rmi.**",
            "!javassist.**",
            "!javax.management.**",
            "!org.apache.commons.beanutils.**",
            "!org.apache.commons.collections.functors.*",
            "!org.apache.commons.collections.keyvalue.*",
            "!org.apache.commons.collections4.functors.*",
            "!org.apache.commons.collections4.keyvalue.*",
            "!org.apache.xalan.**",
            "!org.codehaus.groovy.**",
            "!org.hibernate.**",
            "!org.mozilla.javascript.**",
            "!org.python.core.*",
            "!org.springframework.**",
            "!sun.rmi.**");

    private SerialFilter() {}

    static ObjectInputFilter filter() {
        return ObjectInputFilter.Config.createFilter(PATTERN);
    }

    /** Sets the filter for the JVM, unless {@code -Djdk.serialFilter} or an embedding program has set one. */
    static void install() {
        try {
            if (ObjectInputFilter.Config.getSerialFilter() == null) {
                ObjectInputFilter.Config.setSerialFilter(filter());
            }
        } catch (IllegalStateException e) {
            // Someone else has set a filter in between: that filter stays.
            return;
        }
    }
}
