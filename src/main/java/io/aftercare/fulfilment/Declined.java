package io.aftercare.fulfilment;

/** Known not to be done, and asking again does not help by itself: a person has to look. */
public class Declined extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Declined(String reason) {
        super(reason);
    }
}
