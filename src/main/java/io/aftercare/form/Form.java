package io.aftercare.form;

import java.util.Map;

/**
 * A form as far as the server cares: its inputs.
 *
 * @param id the form's id, which a task refers to
 * @param inputs by key, in the form's order
 */
record Form(String id, Map<String, Input> inputs) {}
