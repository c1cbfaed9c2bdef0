package io.aftercare.notification;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/** Mail addresses of people. */
final class Addresses {

    private static final int LONGEST = 254; // RFC 5321, 4.5.3.1.3

    private Addresses() {}

    /** The bare address, or null if a mail server could not take it: no name beside it, no list, no group, no control characters. */
    static String valid(String address) {
        if (address == null) {
            return null;
        }
        String bare = address.strip();
        if (bare.length() > LONGEST
                || bare.chars().anyMatch(c -> c <= ' ' || c > '~' || "<>(),;:\\\"".indexOf(c) >= 0)) {
            return null;
        }
        try {
            InternetAddress parsed = new InternetAddress(bare, true);
            parsed.validate();
            int at = bare.indexOf('@');
            // strict parsing lets a name without a domain pass as a local mailbox
            return at > 0 && at < bare.length() - 1 && parsed.getAddress().equals(bare) ? bare : null;
        } catch (AddressException e) {
            return null;
        }
    }

    /** As staff see it in lists: first character and domain, such as {@code w***@example.com}. */
    static String masked(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? "***" : address.charAt(0) + "***" + address.substring(at);
    }
}
