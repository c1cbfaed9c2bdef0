package io.aftercare.form;

import java.util.List;

/** Looks at what staff write for customers to read (P2). */
@FunctionalInterface
public interface CustomerWording {

    /** What in {@code text} no customer should read and how to say it instead, as Chinese phrases; empty if nothing. */
    List<String> objections(String text);
}
