package io.aftercare.customer;

/**
 * Takes personal data out of free text (P1): telephone numbers, e-mail addresses, numbers of identity papers and bank cards,
 * accounts and number plates, and postal addresses of anybody, and the name, address and number of the customer that the text
 * is about. They are recognised however they are written; what is not masked stays as it was. The work is in proportion to
 * the text: nothing here tries a place twice.
 */
final class Redaction {

    private Redaction() {}

    /**
     * @param name the customer's own name, may be null
     * @param phone the customer's own number, normalised, may be null
     * @param address the customer's own address, may be null
     */
    static String redact(String text, String name, String phone, String address) {
        return redact(new FoldedText(text), name, phone, address);
    }

    static String redact(FoldedText folded, String name, String phone, String address) {
        Spans spans = new Spans(folded);
        NumbersInText.find(folded, phone, spans);
        MailInText.find(folded, spans);
        DocumentsInText.find(folded, spans);
        AddressesInText.find(folded, address, spans);
        NamesInText.find(folded, name, spans);
        return spans.masked();
    }

    /** First character and two stars, whatever the length, e.g. {@code 王**}. */
    static String maskName(String name) {
        return name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
    }
}
