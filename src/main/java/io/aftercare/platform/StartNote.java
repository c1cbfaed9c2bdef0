package io.aftercare.platform;

import java.util.List;

/**
 * What a package wants the person to read who has just started the application: its page's address, logins of demo people.
 * Every bean of this type is asked once, when the application is ready; {@code @Order} sorts them.
 */
public interface StartNote {

    /** Lines to print, without indentation; none if there is nothing to say. */
    List<String> lines();
}
