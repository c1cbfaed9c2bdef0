package io.aftercare.customer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes personal data out of free text (P1): telephone numbers, e-mail addresses, numbers of identity papers and bank cards,
 * accounts and number plates, and postal addresses of anybody, and the names, addresses and numbers of those whom the
 * text is about. They are recognised however they are written; what is not masked stays as it was. The work is in proportion to
 * the text: nothing here tries a place twice.
 */
final class Redaction {

    private Redaction() {}

    /**
     * What is known of a person whom a text may name; any of it may be null.
     *
     * @param phone normalised
     */
    record Known(String name, String phone, String address) {}

    static String redact(String text, List<Known> persons) {
        return redact(new FoldedText(text), persons);
    }

    static String redact(FoldedText folded, List<Known> persons) {
        Spans spans = new Spans(folded);
        GoodsInText.find(folded, spans);
        NumbersInText.find(folded, known(persons, Known::phone), spans);
        MailInText.find(folded, spans);
        DocumentsInText.find(folded, spans);
        AddressesInText.find(folded, known(persons, Known::address), spans);
        known(persons, Known::name).forEach(name -> NamesInText.find(folded, name, spans));
        return spans.masked();
    }

    private static Set<String> known(List<Known> persons, Function<Known, String> what) {
        return persons.stream()
                .map(what)
                .filter(each -> each != null && !each.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** First character and two stars, whatever the length, e.g. {@code 王**}. */
    static String maskName(String name) {
        return name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
    }
}
