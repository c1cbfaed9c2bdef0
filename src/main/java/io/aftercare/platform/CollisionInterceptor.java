package io.aftercare.platform;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Around the transaction of every engine command: what a person asks for is done again from its beginning, checks included,
 * when something else has changed the case in the same instant: a mail that went out, a deadline. Nobody fills in a form twice
 * for that. What a person really changed is seen by the checks then: a task that is finished is refused as finished. Jobs are
 * left to the job executor, which tries again by itself.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/user-guide/process-engine/transactions-in-processes/#optimistic-locking">
 *     Camunda: optimistic locking</a>
 */
class CollisionInterceptor extends CommandInterceptor {

    private static final int ATTEMPTS = 3;

    private final IdentityService identity;

    CollisionInterceptor(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public <T> T execute(Command<T> command) {
        // inside of another command or of a caller's transaction, the whole would have to begin again
        boolean whole = Context.getCommandContext() == null
                && !TransactionSynchronizationManager.isActualTransactionActive()
                && identity.getCurrentAuthentication() != null;
        for (int attempt = 1; ; attempt++) {
            try {
                return next.execute(command);
            } catch (RuntimeException e) {
                if (!Refusal.isCollision(e) || !whole || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
