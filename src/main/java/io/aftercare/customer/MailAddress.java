package io.aftercare.customer;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** E-mail addresses: the one check that everything goes by, from receipt to the mail server. */
public final class MailAddress {

    /** What one looks like, in words that follow 应为. */
    public static final String HINT = "完整的邮箱地址，如 name@example.com";

    private static final int LONGEST = 254; // RFC 5321, 4.5.3.1.3
    private static final int LONGEST_LOCAL = 64; // RFC 5321, 4.5.3.1.1

    /** As companies use them: quoted local parts and address literals are left out on purpose. */
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    /** At least two labels, the last no number. */
    private static final Pattern DOMAIN = Pattern.compile("(?:[a-z0-9-]+\\.)+(?=[a-z0-9-]*[a-z])[a-z0-9-]{2,}");

    private MailAddress() {}

    /**
     * The bare address as a mail server takes it, a domain in other scripts as RFC 5890 writes it; empty if no server could
     * take it. Full-width characters and a 。 for the dot are what a Chinese keyboard makes of it.
     */
    public static Optional<String> normalise(String typed) {
        if (typed == null
                || typed.length() > 2 * LONGEST
                || typed.strip().chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        String written = Spelling.searched(typed).replace('。', '.').replaceAll(" ?([@.]) ?", "$1");
        int at = written.lastIndexOf('@');
        if (at < 1
                || at > LONGEST_LOCAL
                || !LOCAL.matcher(written.substring(0, at)).matches()) {
            return Optional.empty();
        }
        try {
            String domain = IDN.toASCII(written.substring(at + 1), IDN.USE_STD3_ASCII_RULES)
                    .toLowerCase(Locale.ROOT);
            InternetAddress address = new InternetAddress(written.substring(0, at + 1) + domain, true);
            address.validate();
            return address.getAddress().length() <= LONGEST
                            && DOMAIN.matcher(domain).matches()
                    ? Optional.of(address.getAddress())
                    : Optional.empty();
        } catch (AddressException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As staff see it in lists: first character and domain, such as {@code w***@example.com}. */
    public static String masked(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? "***" : address.charAt(0) + "***" + address.substring(at);
    }
}
