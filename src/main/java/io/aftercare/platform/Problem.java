package io.aftercare.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * An answer to a program that something did not work, as RFC 9457 problem details. {@code message} repeats {@code detail}
 * because Tasklist shows that field.
 */
final class Problem {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final Map<String, Object> members = new LinkedHashMap<>();

    private Problem(int status, String detail) {
        this.status = status;
        members.put("type", "about:blank");
        members.put("title", title(status));
        members.put("status", status);
        members.put("detail", detail);
        members.put("message", detail);
    }

    static Problem of(int status, String detail) {
        return new Problem(status, detail);
    }

    /** What can be said of a status alone. */
    static Problem of(int status) {
        return of(status, sentence(status));
    }

    static Problem of(Refusal refusal) {
        return of(refusal.status(), refusal.getMessage()).with("errors", refusal.fields());
    }

    static Problem of(int status, String detail, List<Refusal.Field> errors) {
        return of(status, detail).with("errors", errors);
    }

    /** Adds a member; one that stands already keeps its value. */
    Problem with(String name, Object value) {
        members.putIfAbsent(name, value);
        return this;
    }

    int status() {
        return status;
    }

    Map<String, Object> members() {
        return members;
    }

    /** Writes the problem in place of what has been written and not sent. */
    void write(HttpServletResponse response) throws IOException {
        byte[] body = JSON.writeValueAsBytes(members);
        response.resetBuffer();
        response.setStatus(status);
        if (status == 503 && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Refusal.RETRY_AFTER);
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static String sentence(int status) {
        return switch (status) {
            case 401 -> "请先登录。";
            case 403 -> "您没有权限做这一步。";
            case 404 -> "没有找到要处理的内容，请核对编号和地址。";
            case 405 -> "这个地址不接受这种请求方式。";
            case 406, 415 -> "请求或回答的格式不对，请使用 JSON。";
            default -> status < 500 ? "请求内容不符合要求，请更正后再试。" : "系统没能完成这次操作，数据没有改变。请稍后再试；仍然不行请告诉系统管理员。";
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "请求有误";
            case 401 -> "请先登录";
            case 403 -> "没有权限";
            case 404 -> "没有找到";
            case 405, 406 -> "请求方式不对";
            case 415 -> "格式不支持";
            case 409 -> "现在不能这样做";
            case 411, 413 -> "内容太大";
            case 429, 503 -> "请稍后再试";
            default -> status < 500 ? "请求有误" : "系统出错";
        };
    }
}
