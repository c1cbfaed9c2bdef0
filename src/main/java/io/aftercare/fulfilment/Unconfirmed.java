package io.aftercare.fulfilment;

/**
 * Nobody confirmed that it is done: no answer, none that can be understood, or none asked at all. It may be done all the
 * same; calling again with the same key is right. It carries neither cause nor answer, because those may name people and
 * the engine keeps what a failed job throws.
 */
public class Unconfirmed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unconfirmed(String reason) {
        super(reason);
    }
}
