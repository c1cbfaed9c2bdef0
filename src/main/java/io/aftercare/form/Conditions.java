package io.aftercare.form;

import java.util.function.Function;

/** Evaluates the conditions that stand in forms. */
interface Conditions {

    /**
     * @param expression FEEL, without the leading equals sign
     * @param variables value of a variable, null where there is none
     * @return whether the expression is true; false also where it has no value
     */
    boolean holds(String expression, Function<String, Object> variables);
}
