package org.bitadapt.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class VerboseLogTest {

    @Test
    void whatGoesToTheLogIsShownOnceAndOnOneLine() {
        PrintStream standardError = System.err;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            VerboseLog.show();
            VerboseLog.show();
            LoggerFactory.getLogger("org.apache.spark.Anything").info("a photo called x\u001b[2J\nforged");
        } finally {
            System.setErr(standardError);
            LoggerContext context = (LoggerContext) LogManager.getContext(false);
            context.getConfiguration().getRootLogger().removeAppender("verbose");
            context.getConfiguration().getAppenders().remove("verbose");
            context.updateLoggers();
        }
        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains("photo"))
                .singleElement()
                .asString()
                .matches("[0-9:]{8} INFO  Anything: a photo called x \\[2J forged");
    }
}
