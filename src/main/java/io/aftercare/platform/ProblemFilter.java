package io.aftercare.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives the errors of Camunda's REST layers (the public one and that of the web applications) the form of the rest of the
 * product. Camunda wraps whatever the engine throws into an error 500 with an English message; the engine's own exception
 * has been noted by {@link RefusalInterceptor} and says more. Answers that went well pass through unbuffered.
 */
class ProblemFilter extends OncePerRequestFilter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineProblems problems;

    private static final Logger LOG = LoggerFactory.getLogger(ProblemFilter.class);

    ProblemFilter(EngineProblems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().contains("//")) {
            // Tomcat takes it for one slash and Spring's path parser throws; no client of ours writes it
            Problem.of(400, "网址里不能有连续的斜杠。").write(response);
            return;
        }
        ErrorBuffer buffer = new ErrorBuffer(response);
        if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
            buffer.closePages();
        }
        RequestFailure.begin();
        try {
            chain.doFilter(request, buffer);
            if (buffer.isError() && !response.isCommitted()) {
                answer(request, response, buffer);
            }
        } finally {
            RequestFailure.end();
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, ErrorBuffer buffer)
            throws IOException {
        String type = response.getContentType();
        boolean ours = type != null && type.startsWith("application/problem+json");
        Problem problem = ours ? null : problems.of(request, response.getStatus(), buffer.json());
        if ((ours ? response.getStatus() : problem.status()) >= 500) {
            log(request, Level.ERROR);
        }
        if (problem != null) {
            problem.write(response);
        } else {
            byte[] body = buffer.body.toByteArray();
            if (body.length > 0) {
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
            }
        }
    }

    /** The engine and the REST layer are told to keep quiet about what failed, most of which is an answer and no error. */
    static void log(HttpServletRequest request, Level level) {
        RuntimeException failure = RequestFailure.noted();
        Refusal told = Refusal.told(failure);
        if (told != null) {
            LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), told.getMessage());
        } else if (failure != null) {
            LOG.atLevel(level).log("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        } else if (RequestFailure.ofTheRestLayer() != null) {
            // Camunda writes the stack into the text
            LOG.atLevel(level)
                    .log(
                            "{} {} failed: {}",
                            request.getMethod(),
                            request.getRequestURI(),
                            RequestFailure.ofTheRestLayer().getMessage(),
                            RequestFailure.ofTheRestLayer().getThrowable());
        }
    }

    /** Holds back the body of an answer whose status is an error. */
    private static final class ErrorBuffer extends HttpServletResponseWrapper {

        private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

        private boolean pagesAreClosed;

        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private ServletOutputStream stream;
        private PrintWriter writer;

        ErrorBuffer(HttpServletResponse response) {
            super(response);
        }

        /**
         * Camunda's answers are read by programs and scripts. Where one is a page or a picture that somebody deployed, a browser that
         * is led to it runs nothing of it; the policy that the web applications need for their own pages would let it.
         */
        void closePages() {
            super.setHeader(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; sandbox");
            super.setHeader("X-Content-Type-Options", "nosniff");
            pagesAreClosed = true;
        }

        @Override
        public void setHeader(String name, String value) {
            if (!pagesAreClosed || !CONTENT_SECURITY_POLICY.equalsIgnoreCase(name)) {
                super.setHeader(name, value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (!pagesAreClosed || !CONTENT_SECURITY_POLICY.equalsIgnoreCase(name)) {
                super.addHeader(name, value);
            }
        }

        boolean isError() {
            return getStatus() >= 400;
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> json() {
            if (writer != null) {
                writer.flush();
            }
            try {
                return body.size() == 0 ? Map.of() : JSON.readValue(body.toByteArray(), Map.class);
            } catch (IOException notJson) {
                return Map.of();
            }
        }

        @Override
        public void sendError(int status) {
            setStatus(status);
        }

        @Override
        public void sendError(int status, String message) {
            setStatus(status);
        }

        @Override
        public void flushBuffer() throws IOException {
            if (!isError()) {
                super.flushBuffer();
            }
        }

        @Override
        public void setContentLength(int length) {
            if (!isError()) {
                super.setContentLength(length);
            }
        }

        @Override
        public void setContentLengthLong(long length) {
            if (!isError()) {
                super.setContentLengthLong(length);
            }
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (stream == null) {
                stream = new ErrorStream();
            }
            return stream;
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            if (!isError()) {
                return super.getWriter();
            }
            if (writer == null) {
                writer = new PrintWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));
            }
            return writer;
        }

        private final class ErrorStream extends ServletOutputStream {

            @Override
            public void write(int b) throws IOException {
                if (isError()) {
                    body.write(b);
                } else {
                    getResponse().getOutputStream().write(b);
                }
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (isError()) {
                    body.write(bytes, offset, length);
                } else {
                    getResponse().getOutputStream().write(bytes, offset, length);
                }
            }

            @Override
            public void flush() throws IOException {
                if (!isError()) {
                    getResponse().getOutputStream().flush();
                }
            }

            @Override
            public void close() throws IOException {
                if (!isError()) {
                    getResponse().getOutputStream().close();
                }
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException("Camunda's REST layer writes blocking");
            }
        }
    }
}
