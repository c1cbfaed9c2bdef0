package io.aftercare.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a screen: keeps cookies of each path, follows redirects when asked, fills in the login form. */
public final class Visitor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, HttpCookie> cookies = new LinkedHashMap<>();
    private final URI base;

    public Visitor(int port) {
        this.base = URI.create("http://localhost:" + port);
    }

    /** An answer and the address that gave it. */
    public record Page(int status, String text, URI address, HttpResponse<String> raw) {

        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Path and query of where it sends the browser. */
        public String sendsTo() {
            URI to = address.resolve(raw.headers().firstValue("Location").orElse(""));
            return to.getRawQuery() == null ? to.getPath() : to.getPath() + "?" + to.getRawQuery();
        }

        public List<String> setCookies() {
            return raw.headers().allValues("Set-Cookie");
        }
    }

    public Page get(String path) {
        return send(path, "GET", null, Map.of());
    }

    public Page follow(String path) {
        Page page = get(path);
        for (int i = 0; i < 15 && page.status() / 100 == 3; i++) {
            page = get(page.address()
                    .resolve(page.raw().headers().firstValue("Location").orElseThrow())
                    .toString());
        }
        return page;
    }

    /** As a web application's script does, with its CSRF token if it has one. */
    public Page api(String method, String path, String json) {
        HttpCookie token = cookies.get("XSRF-TOKEN");
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
        if (token != null) {
            headers.put("X-XSRF-TOKEN", token.getValue());
        }
        return send(path, method, json, headers);
    }

    public Page send(String path, String method, String body, Map<String, String> headers) {
        URI address = base.resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        String sent = cookies.values().stream()
                .filter(cookie -> address.getPath().startsWith(cookie.getPath()))
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        if (!sent.isEmpty() && address.getPort() == base.getPort()) {
            request.header("Cookie", sent);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (address.getPort() == base.getPort()) {
                response.headers().allValues("Set-Cookie").forEach(this::keep);
            }
            return new Page(response.statusCode(), response.body(), address, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String header) {
        for (HttpCookie cookie : HttpCookie.parse(header)) {
            if (cookie.getPath() == null) {
                cookie.setPath("/");
            }
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie);
            }
        }
    }

    public String cookie(String name) {
        return cookies.containsKey(name) ? cookies.get(name).getValue() : null;
    }

    public void forget(String cookie) {
        cookies.remove(cookie);
    }

    /** Fills in the form; returns the answer, which is a redirect. */
    public Page logIn(String user, String password) {
        return post("/login", "username=" + encode(user) + "&password=" + encode(password));
    }

    public Page logOut() {
        return post("/logout", "");
    }

    private Page post(String path, String form) {
        Matcher token = TOKEN.matcher(get("/login").text());
        if (!token.find()) {
            throw new IllegalStateException("no form on the login page");
        }
        return send(
                path,
                "POST",
                form + "&_csrf=" + encode(token.group(1)),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
