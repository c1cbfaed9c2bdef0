package io.aftercare.form;

/** The words that people read for the values of choices: the option labels of the forms, so that they stand once. */
public class FormLabels {

    private final FormSource forms;

    FormLabels(FormSource forms) {
        this.forms = forms;
    }

    /**
     * @param formId id of a form, such as {@code complaint-register}
     * @param key name of one of its choices, such as {@code demandType}
     * @param value value of the choice, such as {@code refund}; may be null
     * @return the label, such as 退款; the value itself where the form has no such choice or value, empty for null
     * @throws io.aftercare.platform.Refusal there is no such form
     */
    public String label(String formId, String key, String value) {
        if (value == null) {
            return "";
        }
        Input input = forms.form(formId).inputs().get(key);
        return input == null ? value : input.options().getOrDefault(value, value);
    }
}
