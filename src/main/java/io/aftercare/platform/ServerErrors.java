package io.aftercare.platform;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** What the web server itself refuses, such as an address that is no UTF-8, has the form of all other errors. */
@Component
class ServerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    /** Behind Spring Boot's, whose report is the outer one then. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Report()));
    }

    private static final class Report extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, Throwable failure) {
            if (response.getStatus() >= 400 && response.getContentWritten() == 0 && response.setErrorReported()) {
                try {
                    Problem.of(response.getStatus()).write(response);
                } catch (IOException | IllegalStateException e) {
                    container.getLogger().debug("The error could not be told", e);
                }
            }
        }
    }
}
