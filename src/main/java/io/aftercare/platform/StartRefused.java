package io.aftercare.platform;

/**
 * The application cannot start, for a reason that the person who started it can remove. What they read is one line: what is
 * wrong and what to do, in Chinese and, shorter, in English; no stack.
 */
public class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param chinese what is wrong and what to do, one sentence or two
     * @param english the same, short
     */
    public StartRefused(String chinese, String english) {
        this(chinese, english, null);
    }

    public StartRefused(String chinese, String english, Throwable cause) {
        super(chinese + " | " + english, cause);
    }
}
