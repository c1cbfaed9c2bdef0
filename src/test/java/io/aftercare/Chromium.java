package io.aftercare;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An installed Chromium, without which a test is skipped. As at a desk, scripts and pictures that were once fetched stay in its
 * memory; who was logged in and what a page has noted is forgotten after each test. It ends with this JVM, whose pipe its
 * driver reads.
 */
public final class Chromium implements BeforeEachCallback, AfterEachCallback {

    private static final double PATIENCE = 30_000;

    private static final Map<String, BrowserContext> CONTEXTS = new HashMap<>();

    private static Browser browser;

    /** A new page of a browser that prefers this language, as large as an agent's. */
    public Page open(String language) {
        return CONTEXTS.computeIfAbsent(language, Chromium::context).newPage();
    }

    private static BrowserContext context(String language) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(language)
                .setTimezoneId("Asia/Shanghai")
                .setViewportSize(1440, 900));
        context.setDefaultTimeout(PATIENCE);
        return context;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        if (browser == null) {
            browser = launch();
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        CONTEXTS.values().forEach(context -> {
            context.pages().forEach(Chromium::close);
            context.clearCookies();
        });
    }

    private static void close(Page page) {
        JsonObject noted = new JsonObject();
        noted.addProperty("origin", page.url().replaceAll("^(https?://[^/]+).*", "$1"));
        noted.addProperty("storageTypes", "local_storage");
        page.context().newCDPSession(page).send("Storage.clearDataForOrigin", noted);
        page.close();
    }

    private static Browser launch() {
        Optional<Path> installed = installed();
        assumeTrue(installed.isPresent(), "no Chromium installed: set CHROMIUM to its path to run the browser tests");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        return Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(installed.get())
                        .setArgs(List.of(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    private static Optional<Path> installed() {
        return Stream.of(
                        System.getenv("CHROMIUM"),
                        // the same without its windows, which cost as much again as the pages
                        "/usr/bin/chromium-headless-shell",
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(path -> path != null && !path.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
