package io.aftercare.casebook;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where the content of evidence is kept; everything else about it stands in {@code aftercare.evidence}. The content is in our
 * PostgreSQL unless a bean of this type marked {@code @Primary} keeps it elsewhere.
 */
public interface EvidenceStore {

    /**
     * Keeps a content. It must be gone if the transaction rolls back, and once the customer has been erased.
     *
     * @param customerId whom it may show; null if the case's customer is not known
     */
    void put(UUID id, UUID customerId, byte[] content);

    /** The content; empty if it is not kept (any more). */
    Optional<byte[]> get(UUID id);

    /** Which of these it keeps. */
    Set<UUID> kept(Collection<UUID> ids);
}
