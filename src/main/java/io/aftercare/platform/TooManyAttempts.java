package io.aftercare.platform;

import org.springframework.security.core.AuthenticationException;

/** The password was not looked at: too many wrong ones came before it. */
class TooManyAttempts extends AuthenticationException {

    private final long seconds;

    /** @param seconds after which it will be looked at */
    TooManyAttempts(long seconds) {
        super("too many wrong passwords, " + seconds + " s to wait");
        this.seconds = seconds;
    }

    long seconds() {
        return seconds;
    }

    /** What the person is told. */
    String advice() {
        return "输错次数过多，请等 " + seconds + " 秒再试。";
    }
}
