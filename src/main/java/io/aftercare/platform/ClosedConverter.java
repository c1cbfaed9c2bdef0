package io.aftercare.platform;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.impl.juel.TypeConverterImpl;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;

/**
 * Every value that an expression yields, joins to a text or hands to a method passes here: none is larger than a case's texts and
 * numbers are, no text becomes an object of whatever kind a method asks for, and the execution and the task stay inside, since as
 * the value of a variable they would be written out with all that hangs on them.
 */
final class ClosedConverter extends TypeConverterImpl {

    /** Characters; a text variable of the engine holds 4,000. */
    static final int LONGEST_TEXT = 20_000;

    /** A double of Java has up to 1,075 when it is written out. */
    private static final int MOST_DIGITS = 2_000;

    private static final long serialVersionUID = 1L;

    @Override
    public <T> T convert(Object value, Class<T> type) {
        if (type == Object.class) {
            check(value);
        }
        return super.convert(value, type);
    }

    private static void check(Object value) {
        if (value instanceof VariableScope) {
            throw new ELException("the execution or task is no value");
        }
        if (value instanceof String text) {
            checkLength(text);
        }
        if (value instanceof BigInteger number && number.bitLength() > 4 * MOST_DIGITS
                || value instanceof BigDecimal decimal && digits(decimal) > MOST_DIGITS) {
            throw new ELException("a number of more than " + MOST_DIGITS + " digits");
        }
    }

    private static long digits(BigDecimal number) {
        return number.precision() + Math.abs((long) number.scale());
    }

    private static String checkLength(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new ELException("a text of more than " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    @Override
    protected String coerceToString(Object value) {
        check(value);
        return checkLength(super.coerceToString(value));
    }

    @Override
    protected BigDecimal coerceToBigDecimal(Object value) {
        if (value instanceof String text && text.length() > MOST_DIGITS) {
            throw new ELException("a number of more than " + MOST_DIGITS + " digits");
        }
        BigDecimal number = super.coerceToBigDecimal(value);
        check(number); // 1E999999999 is short to write
        return number;
    }

    @Override
    protected BigInteger coerceToBigInteger(Object value) {
        return value instanceof String || value instanceof BigDecimal
                ? coerceToBigDecimal(value).toBigInteger()
                : super.coerceToBigInteger(value);
    }

    @Override
    protected Object coerceStringToType(String value, Class<?> type) {
        throw new ELException("a text is no " + type.getSimpleName());
    }
}
