package io.aftercare.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Lets files in: only where an {@link UploadRule} takes some, only from whom it takes them, and only as large as allowed, all
 * of which is said before the body is read. What is let in goes to disk first, so that a slow line costs no memory, and is then
 * worked on, in memory, few at a time. Who finds all places taken is told to come back (503).
 */
@Component
class UploadGate {

    /** Bodies that arrive at the same time, which takes a thread and disk each. */
    private static final int ARRIVING = 16;

    /** Of one person. */
    private static final int ARRIVING_OF_ONE = 4;

    /** Worked on in memory at the same time. */
    private static final int WORKED_ON = 2;

    private static final int LONGEST_WAIT_SECONDS = 30;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final List<UploadRule> rules;
    private final WebProperties limits;
    private final Map<String, Integer> arriving = new HashMap<>();
    private final Semaphore worked = new Semaphore(WORKED_ON, true);

    UploadGate(List<UploadRule> rules, WebProperties limits) {
        this.rules = rules;
        this.limits = limits;
    }

    static boolean isUpload(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** In front of everything that could read a body, the login's own filters included: it asks for the address only. */
    void front(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isUpload((HttpServletRequest) request) && rule((HttpServletRequest) request) == null) {
            Problem.of(415, "这个地址不接收文件。照片和PDF请在“客户档案”的证据栏上传。").write((HttpServletResponse) response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Behind the login. */
    void behindLogin(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest upload = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (!isUpload(upload)) {
            chain.doFilter(request, response);
            return;
        }
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (login == null || login instanceof AnonymousAuthenticationToken) {
            LoginEntryPoint.refuse(upload, answer, null);
            return;
        }
        try {
            rule(upload).check(upload, login.getName());
            checkLength(upload);
        } catch (Refusal refusal) {
            Problem.of(refusal).write(answer);
            return;
        }
        if (!arrives(login.getName())) {
            refuseForNow(answer);
            return;
        }
        try {
            receive(upload, answer, chain);
        } finally {
            hasLeft(login.getName());
        }
    }

    private UploadRule rule(HttpServletRequest request) {
        return rules.stream()
                .filter(rule -> rule.address().matches(request))
                .findFirst()
                .orElse(null);
    }

    private void checkLength(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length > limits.maxUpload().toBytes()) {
            throw RequestGuardFilter.tooLarge(limits.maxUpload().toBytes());
        }
        if (length < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            throw new Refusal(411, "请求没有写明长度（Content-Length）。", List.of()); // it could be endless
        }
    }

    private synchronized boolean arrives(String person) {
        int own = arriving.getOrDefault(person, 0);
        int all = arriving.values().stream().mapToInt(Integer::intValue).sum();
        if (own >= ARRIVING_OF_ONE || all >= ARRIVING) {
            return false;
        }
        arriving.put(person, own + 1);
        return true;
    }

    private synchronized void hasLeft(String person) {
        arriving.computeIfPresent(person, (who, number) -> number == 1 ? null : number - 1);
    }

    private void receive(HttpServletRequest upload, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        if (isForSpring(upload)) {
            readParts(upload);
            workOn(upload, answer, chain);
            return;
        }
        Path body = Files.createTempFile("upload", null);
        try {
            Files.copy(upload.getInputStream(), body, StandardCopyOption.REPLACE_EXISTING);
            try (InputStream kept = Files.newInputStream(body)) {
                workOn(new RequestGuardFilter.BufferedRequest(upload, kept), answer, chain);
            }
        } finally {
            Files.delete(body);
        }
    }

    /** Our own controllers take the parts that the server has put on disk; Camunda reads the body itself. */
    private static boolean isForSpring(HttpServletRequest request) {
        return !request.getServletPath().startsWith("/engine-rest");
    }

    private static void readParts(HttpServletRequest upload) throws IOException {
        try {
            upload.getParts();
        } catch (IOException | ServletException | IllegalStateException unreadable) {
            // the server says so again to the controller, which finds the words
        }
    }

    private void workOn(HttpServletRequest upload, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        boolean mine = false;
        try {
            mine = worked.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            if (mine) {
                chain.doFilter(upload, answer);
            } else {
                refuseForNow(answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuseForNow(answer);
        } finally {
            if (mine) {
                worked.release();
            }
        }
    }

    private static void refuseForNow(HttpServletResponse answer) throws IOException {
        answer.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS));
        Problem.of(503, "现在上传的文件太多，这次没有收下。请稍等几秒再传。").write(answer);
    }
}
