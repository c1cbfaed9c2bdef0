package io.aftercare.casebook;

import java.sql.Types;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps evidence in the database: one thing to back up, and one transaction with the rest of the case. */
@Component
class PostgresEvidenceStore implements EvidenceStore {

    private final JdbcClient jdbc;

    PostgresEvidenceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void put(UUID id, UUID customerId, byte[] content) {
        // a customer erased meanwhile, or one that is none of ours, has no row to belong to
        jdbc.sql(
                        "insert into aftercare.evidence_content (evidence_id, customer_id, content)"
                                + " values (:id, (select c.id from aftercare.customer c where c.id = :customer for key share), :content)")
                .param("id", id)
                .param("customer", customerId, Types.OTHER)
                .param("content", content)
                .update();
    }

    @Override
    public Optional<byte[]> get(UUID id) {
        return jdbc.sql("select content from aftercare.evidence_content where evidence_id = ?")
                .param(id)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    @Override
    public Set<UUID> kept(Collection<UUID> ids) {
        return new HashSet<>(jdbc.sql("select evidence_id from aftercare.evidence_content where evidence_id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }
}
