package io.aftercare.platform;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;

/**
 * What a caller asked for is refused, and nothing of it was done: the transaction rolls back. The message is one Chinese
 * sentence that says what to do; {@link #fields()} names each input that is wrong and why. REST callers receive it as an
 * RFC 9457 problem with status 400 (or the {@link #status()} given).
 *
 * <p>It is a {@link BadUserRequestException} so that the engine logs it quietly: a refusal is an answer, not an error of
 * the system.
 */
public class Refusal extends BadUserRequestException {

    private static final long serialVersionUID = 1L;

    /** Seconds after which to try again what is refused with 503; {@code Retry-After} of RFC 9110. */
    public static final String RETRY_AFTER = "30";

    /** SQLSTATE serialization_failure and deadlock_detected. */
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01");

    /** Tables of a part of the engine that is off, and which REST and queries offer nevertheless. */
    private static final Pattern CMMN = Pattern.compile("\"act_(ru|re|hi)_case");

    /**
     * One input that is wrong.
     *
     * @param field name of the variable or parameter as the caller sent it
     * @param reason Chinese phrase that says what is expected
     */
    public record Field(String field, String reason) {}

    private final transient List<Field> fields;
    private final int status;

    public Refusal(String message) {
        this(400, message, List.of());
    }

    public Refusal(String message, List<Field> fields) {
        this(400, message, fields);
    }

    public Refusal(int status, String message, List<Field> fields) {
        super(message);
        this.status = status;
        this.fields = List.copyOf(fields);
    }

    /** HTTP status for REST callers: 400, 403, 404, 409, 413 or 415, or 503 where it may be possible later. */
    public int status() {
        return status;
    }

    /** Each input that is wrong; empty if the refusal is not about single inputs. */
    public List<Field> fields() {
        return fields == null ? List.of() : fields;
    }

    /** The refusal that {@code failure} is or was caused by, or null if it was none. */
    public static Refusal in(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Refusal refusal) {
                return refusal;
            }
        }
        return null;
    }

    /**
     * What to tell whoever asked: the refusal that {@link #in} finds, that somebody else was faster, or what the database has
     * against it; null if the system failed.
     */
    public static Refusal told(Throwable failure) {
        Refusal refusal = in(failure);
        for (Throwable t = failure; t != null && refusal == null; t = t.getCause()) {
            if (collides(t)) {
                refusal = new Refusal(409, "这条记录刚刚被别人更改，您的操作没有保存。请刷新后再试。", List.of());
            } else if (t instanceof SQLException e) {
                refusal = of(e);
            }
        }
        return refusal;
    }

    /** Whether somebody else was faster, so that the same may go well when it is done again from its beginning. */
    static boolean isCollision(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (collides(t)) {
                return true;
            }
        }
        return false;
    }

    private static boolean collides(Throwable t) {
        return t instanceof OptimisticLockingException
                || t instanceof SQLException e && COLLISIONS.contains(String.valueOf(e.getSQLState()));
    }

    /** By the classes of SQLSTATE in appendix A of PostgreSQL's manual. */
    private static Refusal of(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (e instanceof SQLTransientConnectionException && e.getSQLState() == null) {
            return new Refusal(503, "现在同时使用的人太多，请过一会儿再试。", List.of());
        } else if (state.equals("57014")) { // query_canceled: statement_timeout
            return new Refusal(503, "这次查询用时太长，已经停止。请增加条件、缩小范围后再试。", List.of());
        } else if (state.startsWith("22")) { // data exception
            return new Refusal("填写的内容有误：文字太长、数字太大，或者含有不能保存的字符。请更正后再试。");
        } else if (state.startsWith("23")) { // integrity constraint violation
            return new Refusal(409, "与已有的内容冲突：编号已被使用，或者所指的内容不存在。请核对后再试。", List.of());
        }
        if (state.equals("42P01")
                && CMMN.matcher(String.valueOf(e.getMessage())).find()) { // undefined_table
            return new Refusal(404, "本系统不使用 CMMN 案例，不能按它查询或办理。", List.of());
        }
        return null;
    }

    /** Collects what is wrong with an input so that the caller learns all of it at once. */
    public static final class Findings {

        private final List<Field> fields = new ArrayList<>();

        public Findings add(String field, String reason) {
            fields.add(new Field(field, reason));
            return this;
        }

        public boolean isEmpty() {
            return fields.isEmpty();
        }

        public List<Field> fields() {
            return List.copyOf(fields);
        }

        /** Throws a {@link Refusal} whose message is {@code lead} followed by every finding; does nothing without findings. */
        public void refuse(String lead) {
            if (!fields.isEmpty()) {
                StringBuilder message = new StringBuilder(lead);
                String separator = "：";
                for (Field f : fields) {
                    message.append(separator).append(f.reason());
                    separator = "；";
                }
                throw new Refusal(message.append("。").toString(), fields);
            }
        }
    }
}
