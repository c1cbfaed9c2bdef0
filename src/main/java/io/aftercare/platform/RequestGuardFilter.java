package io.aftercare.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at what is sent to Camunda's REST layers and to our own before they do. Refused are bodies larger than allowed
 * (413), JSON that is none, text that cannot be kept (400) and, towards Camunda, every key that ends in {@code Expression}, in the query string or
 * at any depth of the body (400): the outer of the two walls against CVE-2026-109432, the inner is {@link
 * GuardedExpressionManager}. Keys are compared after JSON and URL decoding, so no way of writing them matters.
 */
class RequestGuardFilter extends OncePerRequestFilter {

    /** The request's attribute that keeps what was sent to Camunda as JSON, for who has to say what was wrong with it. */
    static final String BODY = RequestGuardFilter.class.getName() + ".body";

    private static final JsonFactory JSON = new JsonFactory();

    private final WebProperties limits;

    RequestGuardFilter(WebProperties limits) {
        this.limits = limits;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest checked;
        try {
            checked = check(request);
        } catch (Refusal refusal) {
            Problem.of(refusal).write(response);
            return;
        }
        chain.doFilter(checked, response);
    }

    private HttpServletRequest check(HttpServletRequest request) throws IOException {
        boolean camunda = isCamunda(request);
        inspect(request.getQueryString(), camunda);
        String type = request.getContentType() == null
                ? ""
                : request.getContentType().toLowerCase(Locale.ROOT).strip();
        if (UploadGate.isUpload(request)) {
            return request;
        }
        long limit = limits.maxBody().toBytes();
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        boolean chunked = request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null;
        if (request.getContentLengthLong() <= 0 && !chunked) {
            return request;
        }
        if (type.startsWith("application/x-www-form-urlencoded")) {
            // it is read by others, as a stream; without a length it could be endless
            if (chunked) {
                throw new Refusal(411, "请求没有写明长度（Content-Length）。", List.of());
            }
            return request;
        }
        byte[] body = request.getInputStream().readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
        if (body.length > limit) {
            throw tooLarge(limit);
        }
        if (body.length > 0) {
            inspect(body, camunda, type.contains("json"));
            if (camunda && type.contains("json")) {
                request.setAttribute(BODY, body);
            }
        }
        return new BufferedRequest(request, new ByteArrayInputStream(body));
    }

    private static boolean isCamunda(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.startsWith("/engine-rest") || path.startsWith("/camunda/");
    }

    static Refusal tooLarge(long limit) {
        return new Refusal(413, "内容太大：最多 " + limit / 1024 + " KB。请缩短文字，照片和文件请作为附件上传。", List.of());
    }

    private static void inspect(String query, boolean camunda) {
        if (query == null) {
            return;
        }
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            try {
                String key = decode(parts[0]);
                refuseUnkeepable(key, key);
                refuseUnkeepable(key, parts.length == 1 ? "" : decode(parts[1]));
                if (camunda) {
                    refuseExpression(key.strip());
                }
            } catch (CharacterCodingException | IllegalArgumentException e) {
                throw new Refusal("网址里的查询条件写法有误，请更正后再试。");
            }
        }
    }

    /** @throws CharacterCodingException it is no UTF-8 */
    private static String decode(String encoded) throws CharacterCodingException {
        byte[] bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** PostgreSQL keeps no NUL, and half of a surrogate pair is no character (RFC 8259, section 8.2). */
    private static void refuseUnkeepable(String field, String text) {
        boolean unkeepable =
                text.codePoints().anyMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (unkeepable) {
            String name = field == null ? "" : field.replaceAll("[\\x00\\p{Cs}]", "");
            throw new Refusal("填写的文字里有不能保存的字符，请删去后重新输入。", List.of(new Refusal.Field(name, "含有不能保存的字符")));
        }
    }

    private static void inspect(byte[] body, boolean camunda, boolean declaredJson) {
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken token;
            int depth = 0;
            boolean ended = false;
            while ((token = parser.nextToken()) != null) {
                if (ended) {
                    throw new IOException("more than one value");
                }
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.FIELD_NAME) {
                    refuseUnkeepable(parser.currentName(), parser.currentName());
                    if (camunda) {
                        refuseExpression(parser.currentName());
                    }
                } else if (token == JsonToken.VALUE_STRING) {
                    refuseUnkeepable(parser.currentName(), parser.getText());
                }
                ended = depth == 0 && token != JsonToken.FIELD_NAME;
            }
        } catch (IOException notJson) {
            if (declaredJson) {
                throw new Refusal("请求内容不是正确的 JSON，请检查括号、引号和逗号。");
            }
        }
    }

    private static void refuseExpression(String key) {
        if (key.toLowerCase(Locale.ROOT).endsWith("expression")) {
            throw new Refusal("查询条件里不能使用表达式，请直接填写要查找的值。", List.of(new Refusal.Field(key, "不接受表达式，请直接填写要查找的值")));
        }
    }

    /** The request with its body read once and to be read again. */
    static final class BufferedRequest extends HttpServletRequestWrapper {

        private final InputStream body;

        BufferedRequest(HttpServletRequest request, InputStream body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new ServletInputStream() {
                @Override
                public int read() throws IOException {
                    return body.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return body.read(bytes, offset, length);
                }

                @Override
                public int available() throws IOException {
                    return body.available();
                }

                @Override
                public boolean isFinished() {
                    try {
                        return body.available() == 0;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("the body is read blocking");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            Charset charset =
                    getCharacterEncoding() == null ? StandardCharsets.UTF_8 : Charset.forName(getCharacterEncoding());
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }
}
