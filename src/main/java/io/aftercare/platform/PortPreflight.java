package io.aftercare.platform;

import java.io.IOException;
import java.net.ServerSocket;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.server.AbstractServletWebServerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks for the port before the database starts and its schema changes. The web server itself asks last, half a minute
 * later.
 */
@Component
class PortPreflight implements WebServerFactoryCustomizer<AbstractServletWebServerFactory> {

    @Override
    public void customize(AbstractServletWebServerFactory factory) {
        if (factory.getPort() <= 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket(factory.getPort(), 1, factory.getAddress())) {
            // free: the server takes it when everything else has started
        } catch (IOException e) {
            throw new PortInUseException(factory.getPort(), e);
        }
    }
}
