package io.aftercare;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * An installed Chromium for a class of tests, which are skipped without one; each test gets one that knows nothing of another. A
 * test that fails tells what stood on the pages, and what they still waited for.
 */
public final class Chromium
        implements BeforeAllCallback, TestExecutionExceptionHandler, AfterEachCallback, AfterAllCallback {

    private static final double PATIENCE = 60_000;

    private Playwright playwright;
    private Browser browser;
    private BrowserContext context;
    private final Set<Request> unanswered = ConcurrentHashMap.newKeySet();
    private final List<String> refused = new CopyOnWriteArrayList<>();

    /** The first page of somebody whose browser prefers this language; who had this test's browser before is logged out. */
    public Page open(String language) {
        forget();
        context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(language)
                .setTimezoneId("Asia/Shanghai")
                .setViewportSize(1440, 900));
        context.setDefaultTimeout(PATIENCE);
        context.onRequest(unanswered::add);
        context.onRequestFinished(unanswered::remove);
        context.onRequestFailed(request -> {
            unanswered.remove(request);
            refused.add(request.failure() + " " + request.url());
        });
        context.onResponse(response -> {
            if (response.status() >= 400) {
                refused.add(response.status() + " " + response.url());
            }
        });
        context.onWebError(error -> refused.add(error.error()));
        return context.newPage();
    }

    private void forget() {
        if (context != null) {
            context.close();
            context = null;
            unanswered.clear();
            refused.clear();
        }
    }

    @Override
    public void beforeAll(ExtensionContext tests) {
        Optional<Path> installed = installed();
        assumeTrue(installed.isPresent(), "no Chromium installed: set CHROMIUM to its path to run the browser tests");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
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

    @Override
    public void handleTestExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
        if (context == null || context.pages().isEmpty()) {
            throw failure;
        }
        throw new AssertionError(
                "%s%nThe pages then:%s%nrefused: %s%nunanswered: %s"
                        .formatted(
                                failure.getMessage(),
                                context.pages().stream().map(Chromium::seen).toList(),
                                refused,
                                unanswered.stream().map(Request::url).toList()),
                failure);
    }

    private static String seen(Page page) {
        try {
            return page.url() + "\n" + page.innerText("body", new Page.InnerTextOptions().setTimeout(5_000));
        } catch (PlaywrightException e) {
            return page.url() + "\n" + e.getMessage();
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        forget();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        if (playwright != null) {
            playwright.close();
        }
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
