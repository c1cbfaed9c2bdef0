package io.aftercare.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;
import org.springframework.stereotype.Component;

/**
 * Keeps out of the log what Camunda's REST layer says of a failed command: a stack of a hundred lines for each form that was
 * refused or malformed, which it takes for an error 500. {@link ProblemFilter} logs, once, what is one.
 */
@Component
class QuietRefusals extends TurboFilter {

    private static final String REST = "org.camunda.bpm.engine.rest.exception";

    @PostConstruct
    void install() {
        ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
        if (loggers instanceof LoggerContext context) {
            setContext(context);
            start();
            context.addTurboFilter(this);
        }
    }

    @PreDestroy
    void remove() {
        if (getContext() instanceof LoggerContext context) {
            context.getTurboFilterList().remove(this);
        }
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable failure) {
        // without a text it is asked whether something would be logged; who is told no says nothing then
        return REST.equals(logger.getName())
                        && level.isGreaterOrEqual(Level.WARN)
                        && format != null
                        && RequestFailure.noteOfTheRestLayer(text(format, arguments, failure))
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    /** The failure may stand behind the last of the arguments. */
    private static FormattingTuple text(String format, Object[] arguments, Throwable failure) {
        return failure == null
                ? MessageFormatter.arrayFormat(format, arguments)
                : MessageFormatter.arrayFormat(format, arguments, failure);
    }
}
