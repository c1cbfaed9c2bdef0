/**
 * What a person or a program may submit at a step, read from the step's own {@code .form} file. The engine does not
 * validate Camunda Forms on the server; {@link io.aftercare.form.FormCheck} does, and {@link
 * io.aftercare.form.FormValidationPlugin} puts it in front of every way to complete a task, so that Tasklist, REST and
 * messages behave alike. It knows no feature and no process: what a form asks for stands in the form.
 */
package io.aftercare.form;
