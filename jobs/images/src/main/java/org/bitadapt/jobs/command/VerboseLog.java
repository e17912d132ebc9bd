package org.bitadapt.jobs.command;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Shows the lines of the log on standard error, too. */
final class VerboseLog {

    private static final String NAME = "verbose";
    private static final String PATTERN = "%d{HH:mm:ss} %-5p %c{1}: %replace{%m}{[\\p{Cntrl}]+}{ }%n";

    private VerboseLog() {}

    /** Shows the lines of the log from now on; nothing happens if logging is not done by Log4j 2. */
    static void show() {
        if (!(LogManager.getContext(false) instanceof LoggerContext context)
                || context.getConfiguration().getAppender(NAME) != null) {
            return;
        }
        Configuration configuration = context.getConfiguration();
        ConsoleAppender appender = ConsoleAppender.newBuilder()
                .setName(NAME)
                .setTarget(ConsoleAppender.Target.SYSTEM_ERR)
                .setFollow(true)
                .setLayout(PatternLayout.newBuilder().withPattern(PATTERN).build())
                .build();
        appender.start();
        configuration.addAppender(appender);
        configuration.getRootLogger().addAppender(appender, Level.INFO, null);
        context.updateLoggers();
    }
}
