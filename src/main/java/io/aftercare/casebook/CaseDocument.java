package io.aftercare.casebook;

import java.time.Instant;

/**
 * A text that belongs to a case, such as 《投诉核查报告》. Documents are never changed; a newer one of the same kind stands
 * beside the older.
 *
 * @param kind what it is, in English, e.g. {@code verification-report}
 * @param title what people see, in Chinese
 * @param text plain text with line breaks
 */
public record CaseDocument(String caseNumber, String kind, String title, String text, Instant createdAt) {}
