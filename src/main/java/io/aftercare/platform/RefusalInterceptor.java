package io.aftercare.platform;

import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Outermost in every engine command: a {@link Refusal} thrown inside (by a listener, a delegate, a bean of an expression)
 * leaves the engine as itself and not as the cause of the wrapper that the engine put around it. Whatever made a command
 * fail is noted for the web request that ran it, because Camunda's REST layer keeps the message only.
 */
class RefusalInterceptor extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        return RequestFailure.noting(() -> next.execute(command));
    }
}
