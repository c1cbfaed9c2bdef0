package io.aftercare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.listener.lifecycle.JdbcLifecycleEventListenerAdapter;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** What a thread asks of the test database while something runs in it. */
public final class DatabaseCalls {

    /** Something that may fail. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    private static final ThreadLocal<DatabaseCalls> CURRENT = new ThreadLocal<>();

    private final List<String> statements = new ArrayList<>();
    private final Set<String> held = new HashSet<>();
    private int mostHeld;

    private DatabaseCalls() {}

    public static DatabaseCalls during(Task task) throws Exception {
        DatabaseCalls calls = new DatabaseCalls();
        CURRENT.set(calls);
        try {
            task.run();
        } finally {
            CURRENT.remove();
        }
        return calls;
    }

    /** The statements in their order, each as often as it was sent. */
    public List<String> statements() {
        return List.copyOf(statements);
    }

    /** Those that hold the text, such as the name of a table. */
    public List<String> statements(String text) {
        return statements.stream().filter(sql -> sql.contains(text)).toList();
    }

    /** How many connections were held at the same time at most. */
    public int connections() {
        return mostHeld;
    }

    static DataSource counted(DataSource pool) {
        return ProxyDataSourceBuilder.create(pool)
                .listener(new Statements())
                .listener(new Connections())
                .build();
    }

    private static final class Statements implements QueryExecutionListener {

        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            DatabaseCalls calls = CURRENT.get();
            if (calls != null) {
                queries.forEach(query -> calls.statements.add(query.getQuery()));
            }
        }

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
    }

    private static final class Connections extends JdbcLifecycleEventListenerAdapter {

        @Override
        public void afterGetConnection(MethodExecutionContext got) {
            DatabaseCalls calls = CURRENT.get();
            if (calls != null && got.getTarget() instanceof DataSource) {
                calls.held.add(got.getConnectionInfo().getConnectionId());
                calls.mostHeld = Math.max(calls.mostHeld, calls.held.size());
            }
        }

        @Override
        public void afterClose(MethodExecutionContext closed) {
            DatabaseCalls calls = CURRENT.get();
            if (calls != null && closed.getTarget() instanceof java.sql.Connection) {
                calls.held.remove(closed.getConnectionInfo().getConnectionId());
            }
        }
    }
}
