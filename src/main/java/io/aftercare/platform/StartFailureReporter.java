package io.aftercare.platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Says in one line why a start failed. Spring Boot's own reporter prints the same in a box of ten lines; application.yaml
 * turns it off.
 */
class StartFailureReporter implements FailureAnalysisReporter {

    private static final Logger LOG = LoggerFactory.getLogger(StartFailureReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        String action = analysis.getAction();
        LOG.error("启动失败：{}{}", analysis.getDescription(), action == null ? "" : " → " + action);
        LOG.debug("cause", analysis.getCause());
    }
}
