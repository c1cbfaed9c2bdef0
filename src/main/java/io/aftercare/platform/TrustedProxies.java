package io.aftercare.platform;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Whose word on where a request comes from is believed: that of {@code aftercare.web.trusted-proxies}, nobody else's.
 * Everybody else's headers of this kind ({@code X-Forwarded-*}, {@code Forwarded}) are taken out in front of all that could
 * read them. Of the addresses that a trusted proxy names, the last one that is no trusted proxy is the caller's: what stands
 * before it, anybody can write.
 */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    /** A name would be looked up. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]{1,45}");

    private static final String FOR = "x-forwarded-for";

    private final List<IpAddressMatcher> trusted;

    TrustedProxies(WebProperties web) {
        trusted = web.trustedProxies().stream().map(TrustedProxies::matcher).toList();
    }

    private static IpAddressMatcher matcher(String addresses) {
        try {
            if (isAddress(addresses.replaceFirst("/\\d{1,3}$", ""))) {
                return new IpAddressMatcher(addresses);
            }
            throw new IllegalArgumentException("a name");
        } catch (IllegalArgumentException e) {
            throw new StartRefused(
                    "aftercare.web.trusted-proxies 里的 %s 不是地址，请写成 10.0.0.5 或 10.0.0.0/24 这样的形式。".formatted(addresses),
                    "aftercare.web.trusted-proxies has to name addresses or networks.",
                    e);
        }
    }

    /** Before Spring Boot's own, so that its valve, if somebody turns it on, finds nothing to believe. */
    @Override
    public int getOrder() {
        return -1;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addEngineValves(valves().toArray(new Valve[0]));
    }

    List<Valve> valves() {
        RemoteIpValve takeOver = new RemoteIpValve();
        takeOver.setInternalProxies(".*"); // what it finds is to be believed
        takeOver.setProtocolHeader("X-Forwarded-Proto");
        takeOver.setHostHeader("X-Forwarded-Host");
        takeOver.setPortHeader("X-Forwarded-Port");
        return List.of(new Screen(), takeOver);
    }

    private boolean isTrusted(String address) {
        try {
            return isAddress(address) && trusted.stream().anyMatch(proxy -> proxy.matches(address));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    private final class Screen extends ValveBase {

        Screen() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
            if (isTrusted(request.getRemoteAddr())) {
                String caller = caller(Collections.list(request.getHeaders(FOR)));
                headers.removeHeader(FOR);
                if (caller != null) {
                    headers.addValue(FOR).setString(caller);
                }
            } else {
                forwarded(headers).forEach(headers::removeHeader);
            }
            getNext().invoke(request, response);
        }
    }

    private static List<String> forwarded(MimeHeaders headers) {
        return Collections.list(headers.names()).stream()
                .filter(name ->
                        name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-") || name.equalsIgnoreCase("forwarded"))
                .toList();
    }

    /** Null where no address but those of trusted proxies is named. */
    private String caller(List<String> headers) {
        List<String> named = new ArrayList<>(List.of(String.join(",", headers).split(",")));
        Collections.reverse(named);
        for (String address : named) {
            String name = address.strip();
            if (!isTrusted(name)) {
                return isAddress(name) ? name : null;
            }
        }
        return null;
    }
}
