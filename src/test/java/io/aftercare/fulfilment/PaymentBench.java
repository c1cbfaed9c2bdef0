package io.aftercare.fulfilment;

import io.aftercare.AftercareTest;
import io.aftercare.customer.Customers;
import io.aftercare.fulfilment.FulfilmentProperties.Peer;
import io.aftercare.platform.Staff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** The service on the product's own tables, with the company's systems on a real HTTP server, and a process that may die. */
final class PaymentBench {

    /** Longer than an answer takes on a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Shorter than the bank is silent, and long enough for it to get the request. */
    static final Duration SHORT = Duration.ofMillis(500);

    @AftercareTest
    private static final class Product {}

    private static PaymentBench shared;

    static synchronized PaymentBench shared() {
        if (shared == null) {
            shared = new PaymentBench();
        }
        return shared;
    }

    /** The process is killed at a commit: the database has nothing of what was not committed, and nobody cleans up. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }

    /** Dies at a commit that a test names. */
    private static final class Mortal implements PlatformTransactionManager {

        private final PlatformTransactionManager real;
        private int commitsLeft = -1;

        Mortal(PlatformTransactionManager real) {
            this.real = real;
        }

        @Override
        public TransactionStatus getTransaction(TransactionDefinition definition) {
            return real.getTransaction(definition);
        }

        @Override
        public void commit(TransactionStatus status) {
            if (dies()) {
                real.rollback(status);
                throw new Killed();
            }
            real.commit(status);
        }

        private synchronized boolean dies() {
            return commitsLeft >= 0 && commitsLeft-- == 0;
        }

        @Override
        public void rollback(TransactionStatus status) {
            real.rollback(status);
        }
    }

    /** Stands still until a test moves it. */
    private static final class Watch extends Clock {

        private volatile Instant now = Instant.parse("2026-11-22T01:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Asia/Shanghai");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    final Bank bank = new Bank();
    final JdbcClient jdbc;
    final Ledger ledger;
    private final ApplicationContext product;
    private final Mortal transactions;
    private final Watch watch = new Watch();

    private PaymentBench() {
        try {
            TestContextManager tests = new TestContextManager(Product.class);
            product = tests.getTestContext().getApplicationContext();
        } catch (RuntimeException e) {
            throw new IllegalStateException(e);
        }
        jdbc = product.getBean(JdbcClient.class);
        ledger = product.getBean(Ledger.class);
        transactions = new Mortal(product.getBean(PlatformTransactionManager.class));
    }

    /** A service as after a start of the program: its circuits are closed. */
    Fulfilment start() {
        return start(TIMEOUT);
    }

    Fulfilment start(Duration timeout) {
        return start(timeout, bank.url());
    }

    Fulfilment start(Duration timeout, String url) {
        Peer peer = new Peer(url, "secret-token", timeout);
        FulfilmentProperties properties = new FulfilmentProperties("杭州市示例路1号", 100, peer, peer, peer, peer);
        Customers customers = product.getBean(Customers.class);
        FulfilmentConfiguration peers = new FulfilmentConfiguration(properties, jdbc, watch);
        return new Fulfilment(
                ledger,
                peers.paymentsPeer(),
                peers.vouchersPeer(),
                peers.stockPeer(),
                peers.courierPeer(customers),
                customers,
                product.getBean(Staff.class),
                properties,
                watch,
                transactions);
    }

    /** Kills the process at its next commit but {@code commits}. */
    void dieAfter(int commits) {
        synchronized (transactions) {
            transactions.commitsLeft = commits;
        }
    }

    void live() {
        dieAfter(-1);
    }

    void pass(Duration time) {
        watch.now = watch.now.plus(time);
    }
}
