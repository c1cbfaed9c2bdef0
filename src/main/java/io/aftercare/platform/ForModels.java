package io.aftercare.platform;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a bean is made for models: its name means something in the expressions of diagrams and tables. No other bean does.
 *
 * <p>It stands on the bean's class, or on the {@code @Bean} method that makes it, and on each method of that class which an
 * expression may call. A delegate or listener, which the engine calls, needs none of the latter.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ForModels {

    /** What it gives or does, in Chinese, as a process owner reads it. */
    String value();
}
