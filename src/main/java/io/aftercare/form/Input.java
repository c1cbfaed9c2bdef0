package io.aftercare.form;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * One component of a form that submits a value.
 *
 * @param key name of the variable
 * @param kind what it may hold
 * @param label what a person calls it, in Chinese
 * @param hint what the pattern or the format expects, in words; may be null
 * @param required whether an empty value is refused where the input is shown
 * @param format what the text means, whose code reads it; null where any text will do
 * @param options allowed values and their labels, in the form's order; empty where values are free or come from a variable
 * @param optionsVariable name of the variable that lists the allowed values; null where they stand in the form
 * @param hides FEEL conditions, of the component and of the groups around it; one that holds hides the input
 * @param initial what the form begins with where nothing is known; null if with nothing
 * @param requiredWhen FEEL condition under which an empty value is refused as well; may be null
 * @param fresh whether a step that is reached again asks for it anew, as it does for a choice unless the form says otherwise
 * @param atLeastOneOf keys of inputs of which one must be filled; empty where there is no such rule
 * @param notAfterNow whether a date, or a date and time, may not lie in the future
 * @param customerReads whether the text is written for the customer, so that it is held against the service taboos (P2)
 */
record Input(
        String key,
        Kind kind,
        String label,
        String hint,
        boolean required,
        BigDecimal min,
        BigDecimal max,
        Integer minLength,
        Integer maxLength,
        Pattern pattern,
        Format format,
        Integer decimals,
        Map<Object, String> options,
        String optionsVariable,
        List<String> hides,
        Object initial,
        String requiredWhen,
        boolean fresh,
        List<String> atLeastOneOf,
        boolean notAfterNow,
        boolean customerReads) {

    enum Kind {
        LINE,
        TEXT,
        NUMBER,
        FLAG,
        CHOICE,
        CHOICES,
        DATE,
        TIME,
        DATE_TIME
    }

    boolean hasOptions() {
        return kind == Kind.CHOICE || kind == Kind.CHOICES;
    }
}
