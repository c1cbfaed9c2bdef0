package io.aftercare.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Makes guessing passwords slow without giving a guesser the means to keep somebody out. After {@value #FREE} wrong
 * passwords each further one makes the next wait longer, up to {@value #LONGEST_SECONDS} seconds; nothing is locked for
 * longer. Wrong passwords are counted by account and by address. A browser or an address from which the person has logged
 * in before has a count of its own: while others guess at the account, the person gets in.
 *
 * <p>Each node counts for itself, in memory; a counter is forgotten a quarter of an hour after its last failure.
 */
@Component
class LoginThrottle {

    static final int FREE = 3;
    static final int LONGEST_SECONDS = 60;

    /** An office behind one address makes more mistakes than a person. */
    static final int FREE_OF_AN_ADDRESS = 20;

    private static final Duration REMEMBERED = Duration.ofMinutes(15);
    private static final int MOST = 20_000;

    /**
     * Somebody tries a password.
     *
     * @param address of the network
     * @param browser a mark of a browser in which the account has logged in before, or null
     */
    record Attempt(String account, String address, String browser) {

        private String place() {
            return account + "@" + address;
        }
    }

    private final Clock clock;
    private final Map<String, Counter> counters = leastRecent();
    private final Map<String, Boolean> places = leastRecent();

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Whether the password may be looked at now: zero if so, otherwise the seconds to wait. */
    synchronized long secondsToWait(Attempt attempt) {
        Instant now = clock.instant();
        List<Counter> concerned = counters(attempt, now);
        long wait =
                concerned.stream().mapToLong(counter -> counter.wait(now)).max().orElse(0);
        if (wait == 0) {
            // many attempts at once come one after the other
            concerned.forEach(counter -> counter.holdOthers(now));
        }
        return wait;
    }

    synchronized void failed(Attempt attempt) {
        Instant now = clock.instant();
        counters(attempt, now).forEach(counter -> counter.failed(now));
    }

    synchronized void succeeded(Attempt attempt) {
        Instant now = clock.instant();
        String address = address(attempt);
        for (String key : keys(attempt)) {
            if (key.equals(address)) {
                counter(key, now).letOthers(); // one's own password does not pay for guesses at another's
            } else {
                counters.remove(key);
            }
        }
        places.put(attempt.place(), true);
    }

    synchronized void forget() {
        counters.clear();
        places.clear();
    }

    private List<Counter> counters(Attempt attempt, Instant now) {
        return keys(attempt).stream().map(key -> counter(key, now)).toList();
    }

    private Counter counter(String key, Instant now) {
        Counter counter = counters.get(key);
        if (counter == null || counter.isOld(now)) {
            counter = new Counter(key.startsWith("address ") ? FREE_OF_AN_ADDRESS : FREE, now);
            counters.put(key, counter);
        }
        return counter;
    }

    private List<String> keys(Attempt attempt) {
        if (attempt.browser() != null) {
            return List.of("browser " + attempt.browser());
        }
        if (places.get(attempt.place()) != null) {
            return List.of("place " + attempt.place());
        }
        return List.of("account " + attempt.account(), address(attempt));
    }

    private static String address(Attempt attempt) {
        return "address " + attempt.address();
    }

    private static <V> Map<String, V> leastRecent() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        };
    }

    private static final class Counter {

        private final int free;
        private int failures;
        private Instant last;
        private Instant open;

        Counter(int free, Instant now) {
            this.free = free;
            this.last = now;
            this.open = now;
        }

        boolean isOld(Instant now) {
            return now.isAfter(last.plus(REMEMBERED)) || now.isBefore(last);
        }

        long wait(Instant now) {
            return now.isBefore(open)
                    ? Duration.between(now, open).plusMillis(999).toSeconds()
                    : 0;
        }

        void holdOthers(Instant now) {
            if (failures >= free) {
                open = now.plusSeconds(delay());
            }
        }

        void letOthers() {
            open = last;
        }

        void failed(Instant now) {
            failures++;
            last = now;
            open = now.plusSeconds(delay());
        }

        /** 2, 4, 8 … seconds. */
        private long delay() {
            int tooMany = failures - free + 1;
            return tooMany <= 0 ? 0 : Math.min(LONGEST_SECONDS, 1L << Math.min(tooMany, 10));
        }
    }
}
