package io.aftercare.casebook;

/**
 * What people do with a running case from its page; the feature that owns the case's process implements it. One bean per
 * process family, chosen by {@link #supports}.
 */
public interface CaseActions {

    /** Whether this implementation owns the cases of the process, e.g. {@code complaint}. */
    boolean supports(String processKey);

    /**
     * The customer withdraws (撤诉).
     *
     * @param reason not blank, at most 500 characters, without personal data
     * @throws io.aftercare.platform.Refusal 409 if the case cannot be withdrawn any more
     */
    void withdraw(CaseSummary target, String reason);

    /**
     * The case repeats another one (重复投诉).
     *
     * @param originalCase number of the existing case that goes on
     * @throws io.aftercare.platform.Refusal 409 if the case is finished
     */
    void markDuplicate(CaseSummary target, String originalCase);
}
