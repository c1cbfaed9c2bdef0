package io.aftercare.casebook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the process of a case knows, running or ended, from the engine's history. Whoever may see the case's page may see what
 * its {@link CaseKind} makes of it.
 */
@Component
class EngineCaseVariables {

    private final JdbcClient jdbc;

    EngineCaseVariables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Texts, numbers, yes and no, and moments ({@link Instant}) of the process instance itself; null where they were emptied. */
    Map<String, Object> of(String processInstanceId) {
        Map<String, Object> found = new HashMap<>();
        jdbc.sql("select name_, var_type_, text_, long_, double_ from act_hi_varinst"
                        + " where proc_inst_id_ = :id and execution_id_ = :id and state_ is distinct from 'DELETED'"
                        + " and var_type_ in ('string', 'integer', 'long', 'double', 'boolean', 'date')")
                .param("id", processInstanceId)
                .query(row -> {
                    found.put(row.getString(1), value(row));
                });
        return found;
    }

    private static Object value(ResultSet row) throws SQLException {
        Object value =
                switch (row.getString(2)) {
                    case "string" -> row.getString(3);
                    case "double" -> row.getDouble(5);
                    case "boolean" -> row.getLong(4) == 1;
                    case "date" -> Instant.ofEpochMilli(row.getLong(4));
                    default -> row.getLong(4);
                };
        return row.wasNull() ? null : value;
    }
}
