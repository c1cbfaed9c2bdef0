package io.aftercare.casebook;

import java.time.Instant;
import java.util.UUID;

/**
 * A photo or document that proves something in a case.
 *
 * @param name cleaned, without personal data, with the extension of its type
 * @param size in bytes
 * @param uploadedBy user id
 * @param kept false once its customer has been erased
 */
record Evidence(
        UUID id,
        String caseNumber,
        String name,
        String mediaType,
        long size,
        String sha256,
        Instant uploadedAt,
        String uploadedBy,
        boolean kept) {

    Evidence withoutContent() {
        return new Evidence(id, caseNumber, name, mediaType, size, sha256, uploadedAt, uploadedBy, false);
    }

    EvidenceType type() {
        return EvidenceType.ofMediaType(mediaType).orElseThrow();
    }

    /** Whether pages can show it as a picture. */
    public boolean isShown() {
        return kept && type().isShown();
    }

    /** In words, e.g. {@code 1.4 MB}. */
    public String sizeLabel() {
        return size < 1024 * 1024 ? Math.max(1, size / 1024) + " KB" : Math.round(size / 104857.6) / 10.0 + " MB";
    }
}
