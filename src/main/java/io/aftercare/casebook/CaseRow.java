package io.aftercare.casebook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.DataClassRowMapper;

/** Reads a row of the register. The driver has no instants, and asking it for one costs an exception a field. */
final class CaseRow extends DataClassRowMapper<CaseSummary> {

    CaseRow() {
        super(CaseSummary.class);
    }

    @Override
    protected Object getColumnValue(ResultSet row, int column, Class<?> type) throws SQLException {
        if (type != Instant.class) {
            return super.getColumnValue(row, column, type);
        }
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
