package io.aftercare.form;

/** Where forms come from. */
interface FormSource {

    /**
     * The form of this id that is in force.
     *
     * @throws io.aftercare.platform.Refusal there is none, or it cannot be read
     */
    Form form(String id);
}
