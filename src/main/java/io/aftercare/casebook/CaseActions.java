package io.aftercare.casebook;

import java.util.List;

/**
 * What people do with a running case as a whole from its page; the feature that owns the case's process implements it, and
 * the page offers what it says. One bean per process family, chosen by {@link #supports}.
 */
public interface CaseActions {

    /**
     * @param key last part of the address, in small letters and hyphens, e.g. {@code withdrawal}
     * @param label of the button, e.g. 登记撤诉
     * @param prompt what is asked for, e.g. 撤诉原因
     * @param namesCase whether another case's number is asked for, which goes on in place of this one; else a reason
     * @param done what is told when it is done, a sentence
     */
    record Action(String key, String label, String prompt, boolean namesCase, String done) {}

    /** Whether this implementation owns the cases of the process, e.g. {@code complaint}. */
    boolean supports(String processKey);

    /** What can be done with this case now, in the order of the page; the case is not finished. */
    List<Action> offered(CaseSummary target);

    /**
     * Does it.
     *
     * @param given the reason, not blank, at most 500 characters and without personal data; or the number of an existing case
     * @throws io.aftercare.platform.Refusal 409 if that cannot be done any more
     */
    void act(Action action, CaseSummary target, String given);
}
