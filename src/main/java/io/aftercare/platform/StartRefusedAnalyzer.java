package io.aftercare.platform;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What we refuse to start with, and a setting whose value is none of its kind. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartRefusedAnalyzer implements FailureAnalyzer {

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        FailureAnalysis setting = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused) {
                return new FailureAnalysis(cause.getMessage(), null, cause);
            }
            if (cause instanceof InvalidConfigurationPropertyValueException invalid) {
                setting = setting(invalid.getName(), invalid.getValue(), cause);
            } else if (cause instanceof BindException bind && bind.getProperty() != null) {
                setting = setting(
                        bind.getProperty().getName().toString(),
                        bind.getProperty().getValue(),
                        cause);
            }
        }
        return setting;
    }

    private static FailureAnalysis setting(String name, Object value, Throwable cause) {
        return new FailureAnalysis(
                "设置 %1$s 的值“%2$s”无效，请改正后再启动。 | The value of %1$s is not valid.".formatted(name, value), null, cause);
    }
}
