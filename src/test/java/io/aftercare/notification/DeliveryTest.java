package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {

    private static final MailBench bench = MailBench.shared();

    @BeforeEach
    void startServer() {
        bench.startServer();
    }

    @AfterEach
    void stopServer() {
        bench.stopServer();
        bench.sender.afterSending = () -> {};
    }

    @Test
    @DisplayName("C2: what is queued arrives, in Chinese, as HTML and as plain text")
    void arrives() throws Exception {
        UUID id = bench.queue(bench.customer("wang@example.com"));

        assertThat(bench.notifications.deliver(id)).isEqualTo(Delivery.SENT);

        MimeMessage mail = only(bench.received());
        assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("wang@example.com"));
        assertThat(((InternetAddress) mail.getFrom()[0]).getAddress()).isEqualTo("service@aftercare.example");
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("客户服务中心");
        assertThat(mail.getReplyTo()).containsExactly(new InternetAddress("answers@aftercare.example"));
        assertThat(mail.getSubject()).isEqualTo("您的投诉已收到，编号 CP20261121001");
        assertThat(mail.getMessageID()).isEqualTo("<" + id + "@aftercare.example>");
        assertThat(mail.getSentDate()).isNotNull();
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        BodyPart plain = parts.getBodyPart(0);
        BodyPart html = parts.getBodyPart(1);
        assertThat(plain.getContentType().toLowerCase())
                .startsWith("text/plain")
                .contains("utf-8");
        assertThat(html.getContentType().toLowerCase()).startsWith("text/html").contains("utf-8");
        assertThat(plain.getContent().toString()).contains("尊敬的王小明：您好！", "涉及商品：加湿器");
        assertThat(html.getContent().toString()).contains("尊敬的王小明：您好！", "加湿器", "<html");

        NoticeStore.Notice notice = bench.notice(id);
        assertThat(notice.state()).isEqualTo(NoticeState.SENT);
        assertThat(notice.attempts()).isEqualTo(1);
        assertThat(notice.sentAt()).isNotNull();
    }

    @Test
    void what_is_sent_is_what_was_true_when_it_was_queued_and_a_rollback_leaves_nothing() {
        UUID customer = bench.customer("wang@example.com");
        UUID[] id = new UUID[1];

        bench.transaction.executeWithoutResult(tx -> {
            id[0] = bench.queue(customer);
            tx.setRollbackOnly();
        });

        assertThat(bench.store.find(id[0])).isEmpty();
    }

    @Test
    void a_sent_message_is_never_sent_again() {
        UUID id = bench.queue(bench.customer("wang@example.com"));

        bench.notifications.deliver(id);
        assertThat(bench.notifications.deliver(id)).isEqualTo(Delivery.SENT);

        only(bench.received());
    }

    @Test
    void two_deliveries_at_once_send_one_message() throws Exception {
        UUID id = bench.queue(bench.customer("wang@example.com"));
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch secondWaits = new CountDownLatch(1);
        bench.sender.afterSending = () -> {
            taken.countDown();
            await(secondWaits);
        };
        Callable<Delivery> deliver = () -> bench.notifications.deliver(id);
        var threads = Executors.newFixedThreadPool(2);
        try {
            Future<Delivery> first = threads.submit(deliver);
            await(taken);
            Future<Delivery> second = threads.submit(deliver);
            waitUntilSomebodyWaitsForARow();
            secondWaits.countDown();
            assertThat(List.of(first.get(30, TimeUnit.SECONDS), second.get(30, TimeUnit.SECONDS)))
                    .containsOnly(Delivery.SENT);
        } finally {
            threads.shutdownNow();
        }
        only(bench.received());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void waitUntilSomebodyWaitsForARow() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end) {
            int waiting = bench.jdbc
                    .sql(
                            "select count(*) from pg_stat_activity where datname = 'mail_bench' and wait_event_type = 'Lock'")
                    .query(Integer.class)
                    .single();
            if (waiting > 0) {
                return;
            }
        }
        throw new AssertionError("the second delivery did not wait");
    }

    @Test
    @DisplayName("A mail server that is down and comes back gets the same message with the same Message-ID")
    void recovers() throws Exception {
        UUID id = bench.queue(bench.customer("wang@example.com"));
        bench.stopServer();

        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatExceptionOfType(DeliveryFailed.class)
                    .isThrownBy(() -> bench.notifications.deliver(id))
                    .withMessage("连接不上邮件服务器")
                    .withNoCause();
            assertThat(bench.notice(id).state()).isEqualTo(NoticeState.SENDING);
            assertThat(bench.notice(id).attempts()).isEqualTo(attempt);
            assertThat(bench.notice(id).lastError()).isEqualTo("连接不上邮件服务器");
        }
        bench.startServer();
        bench.notifications.deliver(id);

        assertThat(only(bench.received()).getMessageID())
                .isEqualTo(bench.notice(id).messageId());
        assertThat(bench.notice(id).attempts()).isEqualTo(3);
        assertThat(bench.notice(id).lastError()).isNull();
    }

    @Test
    @DisplayName(
            "A crash between the server's yes and our commit doubles the message at most once, with one Message-ID")
    void crash_after_sending() throws Exception {
        UUID id = bench.queue(bench.customer("wang@example.com"));
        bench.sender.afterSending = () -> {
            throw new Error("power cut");
        };

        assertThatExceptionOfType(Error.class).isThrownBy(() -> bench.notifications.deliver(id));
        assertThat(bench.notice(id).state()).isEqualTo(NoticeState.SENDING);
        bench.sender.afterSending = () -> {};
        bench.notifications.deliver(id);
        bench.notifications.deliver(id);

        assertThat(bench.received()).hasSize(2);
        MimeMessage first = bench.received().get(0);
        MimeMessage again = bench.received().get(1);
        assertThat(again.getMessageID()).isEqualTo(first.getMessageID());
        assertThat(again.getSentDate()).isEqualTo(first.getSentDate());
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 no such user <wang@example.com>, UNREACHABLE",
        "553 mailbox name not allowed, UNREACHABLE",
        "550 5.2.1 mailbox disabled, UNREACHABLE",
        "554 #5.1.0 address rejected, UNREACHABLE",
        "550 5.2.2 mailbox of wang@example.com full, 邮件服务器拒收（550）",
        "550 5.7.1 relaying denied for wang@example.com, 邮件服务器拒收（550）",
        "451 4.3.0 try later wang@example.com, 邮件服务器拒收（451）",
        "452 4.2.2 mailbox of wang@example.com full, 邮件服务器拒收（452）"
    })
    void what_the_server_says_of_the_address_decides(String answer, String expected) throws Exception {
        UUID id = bench.queue(bench.customer("wang@example.com"));
        try (ScriptedSmtp server = new ScriptedSmtp("220 ready", answer, "250 ok")) {
            assertDelivery(id, server, expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 no such user <wang@example.com>, UNREACHABLE",
        "550 5.1.10 domain takes no mail, UNREACHABLE",
        "554 5.2.1 mailbox disabled, UNREACHABLE",
        "550 5.1.8 bad sender address, 邮件服务器拒收（550）",
        "550 5.7.1 looks like spam; see http://5.1.1.example, 邮件服务器拒收（550）",
        "552 5.2.2 mailbox full, 邮件服务器拒收（552）",
        "550 content refused, 邮件服务器拒收（550）",
        "451 4.1.1 try later, 邮件服务器拒收（451）"
    })
    void a_server_that_looks_for_the_mailbox_after_the_message_decides_as_well(String answer, String expected)
            throws Exception {
        UUID id = bench.queue(bench.customer("wang@example.com"));
        try (ScriptedSmtp server = new ScriptedSmtp("220 ready", "250 ok", answer)) {
            assertDelivery(id, server, expected);
        }
    }

    private void assertDelivery(UUID id, ScriptedSmtp server, String expected) {
        bench.sender.setPort(server.port());
        if (expected.equals("UNREACHABLE")) {
            assertThat(bench.notifications.deliver(id)).isEqualTo(Delivery.UNREACHABLE);
        } else {
            assertThatExceptionOfType(DeliveryFailed.class)
                    .isThrownBy(() -> bench.notifications.deliver(id))
                    .withMessage(expected);
        }
        assertThat(bench.notice(id).lastError()).doesNotContain("wang", "@");
    }

    @ParameterizedTest
    @CsvSource({"554 go away, 邮件", "'', 邮件服务器超时未答复"})
    void a_server_that_turns_us_away_or_says_nothing_is_tried_again(String greeting, String expected) throws Exception {
        UUID id = bench.queue(bench.customer("wang@example.com"));
        try (ScriptedSmtp server = new ScriptedSmtp(greeting, "250 ok", "250 ok")) {
            bench.sender.setPort(server.port());
            assertThatExceptionOfType(DeliveryFailed.class)
                    .isThrownBy(() -> bench.notifications.deliver(id))
                    .withMessageContaining(expected);
        }
    }

    @Test
    void no_server_waits_for_ever() {
        assertThat(bench.sender.getJavaMailProperties())
                .containsEntry("mail.smtp.connectiontimeout", "10000")
                .containsEntry("mail.smtp.writetimeout", "20000")
                .containsEntry("mail.smtp.timeout", "700");
    }

    @Test
    @DisplayName("Without a mail server the message is kept and readable")
    void kept() {
        Notifications alone = bench.withoutServer();
        UUID id = bench.queue(bench.customer("wang@example.com"));

        assertThat(alone.deliver(id)).isEqualTo(Delivery.KEPT);
        assertThat(alone.deliver(id)).isEqualTo(Delivery.KEPT);

        assertThat(bench.notice(id).state()).isEqualTo(NoticeState.KEPT);
        assertThat(bench.notice(id).text().plain()).contains("加湿器");
        assertThat(bench.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wang",
                "wang@",
                "@example.com",
                "wang@example.com\r\nBcc: all@example.com",
                "wang@example.com, li@example.com",
                "王 <wang@example.com>",
                "wang li@example.com",
                "wang..li@example.com",
                "undisclosed:wang@example.com;",
                "wang@exam\u0001ple.com"
            })
    @DisplayName("Who has no valid address is called, with and without a mail server")
    void invalid_address(String address) {
        UUID id = bench.queue(bench.customer(address));

        assertThat(bench.notice(id).channel()).isEqualTo("phone");
        assertThat(bench.notifications.deliver(id)).isEqualTo(Delivery.UNREACHABLE);
        assertThat(bench.withoutServer().deliver(id)).isEqualTo(Delivery.UNREACHABLE);
        assertThat(bench.received()).isEmpty();
    }

    @Test
    @DisplayName("P1: what is told on the phone names nobody")
    void to_tell() {
        UUID id = bench.queue(bench.customer(null), "plan", Map.of("planText", "换一台新的\n".repeat(600)));

        Notifications.ToTell tell = bench.notifications.giveUp(id);

        assertThat(tell.subject()).isEqualTo("请您确认处理方案，编号 CP20261121001");
        assertThat(tell.text()).startsWith("您的投诉已经核实清楚").doesNotContain("王", "@", "138");
        assertThat(tell.text().length()).isLessThanOrEqualTo(3000);
        assertThat(bench.notice(id).state()).isEqualTo(NoticeState.FAILED);
        assertThat(bench.notice(id).lastError()).isEqualTo("客户没有有效邮箱");

        bench.notifications.recordCall(id, "yang", "reached", "客户同意");
        assertThat(bench.notice(id).state()).isEqualTo(NoticeState.PHONED);
        assertThat(bench.notice(id).phonedBy()).isEqualTo("yang");
        assertThat(bench.notice(id).callResult()).isEqualTo("reached");
        assertThat(bench.notice(id).text().callNote()).isEqualTo("客户同意");
    }

    @Test
    @DisplayName("Erasing a customer erases the texts; the log row stays, and nothing more is sent")
    void erased() {
        UUID customer = bench.customer("wang@example.com");
        UUID sent = bench.queue(customer);
        UUID waiting = bench.queue(customer);
        bench.notifications.deliver(sent);

        bench.jdbc
                .sql("delete from aftercare.customer where id = ?")
                .param(customer)
                .update();
        UUID later = bench.queue(customer);

        assertThat(bench.notice(sent).state()).isEqualTo(NoticeState.SENT);
        assertThat(bench.notice(sent).text()).isNull();
        assertThat(bench.notifications.deliver(waiting)).isEqualTo(Delivery.DROPPED);
        assertThat(bench.notifications.deliver(later)).isEqualTo(Delivery.DROPPED);
        assertThat(bench.notice(later).text()).isNull();
        only(bench.received());
    }

    @Test
    void a_colleague_gets_the_reminder_and_one_without_an_address_stops_nothing() throws Exception {
        Map<String, String> facts = Map.of("deadlineName", "首次响应", "dueText", "11月21日 16:00");
        UUID id = bench.notifications.queueToStaff(facts, "CP20261121001", "instance", "yang", "deadline-warning");
        UUID none = bench.notifications.queueToStaff(facts, "CP20261121001", "instance", "no-mail", "deadline-missed");
        UUID nobody = bench.notifications.queueToStaff(facts, "CP20261121001", "instance", "gone", "deadline-manager");

        assertThat(bench.notifications.deliver(id)).isEqualTo(Delivery.SENT);
        assertThat(bench.notifications.deliver(none)).isEqualTo(Delivery.DROPPED);
        assertThat(bench.notifications.deliver(nobody)).isEqualTo(Delivery.DROPPED);

        MimeMessage mail = only(bench.received());
        assertThat(mail.getRecipients(Message.RecipientType.TO)[0]).hasToString("yang@aftercare.example");
        assertThat(mail.getSubject()).isEqualTo("即将到期：CP20261121001 首次响应");
    }

    @Test
    void an_unknown_notice_is_a_mistake_of_the_model() {
        UUID customer = bench.customer("wang@example.com");
        assertThatIllegalArgumentException().isThrownBy(() -> bench.queue(customer, "spam", Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> bench.queue(customer, "deadline-warning", Map.of()));
    }

    @Test
    @DisplayName("Line breaks in a product or a case number start no header")
    void no_header_injection() throws Exception {
        UUID id = bench.notifications.queueToCustomer(
                Map.of("product", "壶\r\nBcc: all@example.com", "handler", "yang"),
                "CP1\r\nBcc: all@example.com",
                "instance",
                bench.customer("wang@example.com"),
                "plan");

        bench.notifications.deliver(id);

        MimeMessage mail = only(bench.received());
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("请您确认处理方案，编号 CP1 Bcc: all@example.com");
    }

    private static MimeMessage only(List<MimeMessage> mails) {
        assertThat(mails).hasSize(1);
        return mails.get(0);
    }
}
