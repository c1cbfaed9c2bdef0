package io.aftercare.platform;

import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The last thing a start prints: where to go, and what the packages have to say ({@link StartNote}). */
@Component
class StartSummary {

    private static final Logger LOG = LoggerFactory.getLogger(StartSummary.class);

    private final Environment environment;
    private final ObjectProvider<StartNote> notes;

    StartSummary(Environment environment, ObjectProvider<StartNote> notes) {
        this.environment = environment;
        this.notes = notes;
    }

    @EventListener
    void print(ApplicationReadyEvent event) {
        String lines = String.join("\n  ", lines(event.getApplicationContext()));
        LOG.info("Aftercare 已就绪，按 Ctrl-C 停止\n\n  {}\n", lines);
    }

    List<String> lines(ApplicationContext context) {
        String base = base(context);
        String webapps = base + environment.getProperty("camunda.bpm.webapp.application-path", "/camunda") + "/app";
        Stream<String> addresses = Stream.of(
                "首页               " + base + "/",
                "任务列表 Tasklist  " + webapps + "/tasklist/",
                "流程监控 Cockpit   " + webapps + "/cockpit/",
                "用户与权限 Admin   " + webapps + "/admin/",
                "接口 REST          " + base + environment.getProperty("spring.jersey.application-path", "/engine-rest"),
                "健康检查           " + base + "/actuator/health");
        return Stream.concat(
                        addresses, notes.orderedStream().map(StartNote::lines).flatMap(List::stream))
                .toList();
    }

    private String base(ApplicationContext context) {
        int port = context instanceof WebServerApplicationContext web
                ? web.getWebServer().getPort()
                : environment.getProperty("server.port", Integer.class, 8080);
        boolean tls = environment.containsProperty("server.ssl.key-store")
                || environment.containsProperty("server.ssl.bundle")
                || environment.containsProperty("server.ssl.certificate");
        String path = environment.getProperty("server.servlet.context-path", "");
        return (tls ? "https" : "http") + "://localhost:" + port + ("/".equals(path) ? "" : path);
    }
}
