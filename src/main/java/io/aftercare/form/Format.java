package io.aftercare.form;

import io.aftercare.customer.MailAddress;
import io.aftercare.customer.OrderNumber;
import io.aftercare.customer.Phone;
import io.aftercare.customer.Spelling;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a text field means, where the code behind the form reads its spellings. Such a field has no pattern: what the code can
 * read is right, and the browser, which cannot ask it, leaves the judgement to the server.
 */
enum Format {
    PHONE(Phone.HINT, Phone::normalise),
    EMAIL(MailAddress.HINT, MailAddress::normalise),
    ORDER_NUMBER(Spelling.CODE_HINT, OrderNumber::normalise),
    /** The number of a parcel or payment, whose letters stay as they are. */
    CODE(Spelling.CODE_HINT, Spelling::code),
    CUSTOMER_ID("系统中的 36 位客户编号", typed -> Spelling.code(typed).flatMap(Format::uuid));

    private final String hint;
    private final Function<String, Optional<String>> reader;

    Format(String hint, Function<String, Optional<String>> reader) {
        this.hint = hint;
        this.reader = reader;
    }

    /** @throws IllegalArgumentException there is no such format */
    static Format of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** What is expected, in words that follow 应为. */
    String hint() {
        return hint;
    }

    /** The one spelling of what was typed; empty if it is none. */
    Optional<String> read(String typed) {
        return reader.apply(typed);
    }

    private static Optional<String> uuid(String code) {
        String id = code.toLowerCase(Locale.ROOT);
        return id.matches("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(id).toString())
                : Optional.empty();
    }
}
