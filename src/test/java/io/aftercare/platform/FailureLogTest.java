package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.exception.ExceptionLogger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("No failure is lost to whoever reads the log, whatever its caller is told")
class FailureLogTest {

    private static final String REST = "org.camunda.bpm.engine.rest.exception";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger ours = context.getLogger(ProblemFilter.class);
    private final Logger camundas = context.getLogger(REST);
    private final QuietRefusals quiet = new QuietRefusals();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        quiet.install();
        log.start();
        ours.addAppender(log);
        camundas.addAppender(log);
    }

    @AfterEach
    void leave() {
        ours.detachAppender(log);
        camundas.detachAppender(log);
        quiet.remove();
    }

    private MockHttpServletResponse answer(FilterChain chain) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new ProblemFilter(new EngineProblems(null, null))
                .doFilter(new MockHttpServletRequest("GET", "/engine-rest/job"), response, chain);
        return response;
    }

    private static FilterChain fails(RuntimeException ofTheEngine, RuntimeException ofTheRestLayer) {
        return (request, response) -> {
            if (ofTheEngine != null) {
                RequestFailure.note(ofTheEngine);
            }
            ExceptionLogger.REST_LOGGER.log(ofTheRestLayer);
            ((HttpServletResponse) response).setStatus(500);
        };
    }

    @Test
    void what_is_taken_for_the_callers_fault_is_logged_with_its_stack() throws Exception {
        RuntimeException failure = new ProcessEngineException("tripped over what was sent");
        assertThat(answer(fails(failure, failure)).getStatus()).isEqualTo(400);
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).isEqualTo("GET /engine-rest/job failed");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("tripped over what was sent");
        });
    }

    @Test
    void a_refusal_is_none() throws Exception {
        RuntimeException refusal = new Refusal(409, "这个任务已经办结。", List.of());
        assertThat(answer(fails(refusal, refusal)).getStatus()).isEqualTo(409);
        assertThat(log.list).isEmpty();
    }

    @Test
    void what_the_system_failed_in_is_an_error() throws Exception {
        RuntimeException failure = new ProcessEngineException("flush", new IllegalStateException("disk full"));
        assertThat(answer(fails(failure, failure)).getStatus()).isEqualTo(500);
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getThrowableProxy().getCause().getMessage()).isEqualTo("disk full");
        });
    }

    @Test
    void a_failure_of_the_rest_layer_itself_is_logged_with_its_stack() throws Exception {
        answer((request, response) -> {
            ExceptionLogger.REST_LOGGER.log(new IllegalStateException("no such provider"));
            ((HttpServletResponse) response).setStatus(503);
        });
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getFormattedMessage())
                    .contains("no such provider", "at io.aftercare.platform.FailureLogTest");
        });
    }

    @Test
    void arguments_and_failures_of_other_texts_are_kept() throws Exception {
        answer((request, response) -> {
            camundas.error("{} of {}", "one", "many", new IllegalStateException("the cause"));
            ((HttpServletResponse) response).setStatus(503);
        });
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).isEqualTo("GET /engine-rest/job failed: one of many");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("the cause");
        });
    }

    @Test
    void outside_of_a_request_camunda_logs_as_ever() {
        ExceptionLogger.REST_LOGGER.log(new IllegalStateException("of a job"));
        assertThat(log.list).singleElement().satisfies(event -> assertThat(event.getLoggerName())
                .isEqualTo(REST));
    }
}
