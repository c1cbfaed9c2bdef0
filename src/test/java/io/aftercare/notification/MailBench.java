package io.aftercare.notification;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.TestDatabase;
import io.aftercare.customer.CustomerDetails;
import io.aftercare.customer.Customers;
import io.aftercare.customer.Looks;
import jakarta.mail.internet.MimeMessage;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.flywaydb.core.Flyway;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * This package alone on a database of its own, with an engine and a real SMTP server that a test may stop. The whole
 * product is not needed for it, and a second start of it would cost every run of the tests ten seconds.
 */
final class MailBench {

    private static MailBench shared;

    /** One for all tests of this JVM: an engine takes seconds to make. */
    static synchronized MailBench shared() {
        if (shared == null) {
            shared = new MailBench();
        }
        return shared;
    }

    /** Sends for real, and can be told to fail right after. */
    static final class Sender extends JavaMailSenderImpl {

        volatile Runnable afterSending = () -> {};

        @Override
        public void send(MimeMessage message) {
            super.send(message);
            afterSending.run();
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @Import({
        Customers.class,
        Looks.class,
        NoticeStore.class,
        NoticeTemplates.class,
        Postman.class,
        Notifications.class,
        NotifyCustomerDelegate.class,
        SendNoticeDelegate.class,
        SendRemindersDelegate.class,
        RecordCustomerCallListener.class
    })
    static class Parts {

        @Bean
        DataSource dataSource() throws Exception {
            var server = TestDatabase.server();
            try (var connection = DriverManager.getConnection(
                            server.jdbcUrl("postgres"), server.username(), server.password());
                    var statement = connection.createStatement()) {
                statement.execute("drop database if exists mail_bench with (force)");
                statement.execute("create database mail_bench");
            }
            var source = DataSourceBuilder.create()
                    .url(server.jdbcUrl("mail_bench"))
                    .username(server.username())
                    .password(server.password())
                    .build();
            Flyway.configure()
                    .dataSource(source)
                    .defaultSchema("aftercare")
                    .createSchemas(true)
                    .load()
                    .migrate();
            return source;
        }

        @Bean
        PlatformTransactionManager transactions(DataSource source) {
            return new DataSourceTransactionManager(source);
        }

        @Bean
        JdbcClient jdbc(DataSource source) {
            return JdbcClient.create(source);
        }

        @Bean
        Clock clock() {
            return new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneId.of("Asia/Shanghai");
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public java.time.Instant instant() {
                    return ClockUtil.getCurrentTime().toInstant();
                }
            };
        }

        @Bean
        MailProperties mailProperties() {
            return new MailProperties("service@aftercare.example", "客户服务中心", "answers@aftercare.example", "", "", "");
        }

        @Bean
        Sender sender() {
            Sender sender = new Sender();
            sender.setHost("127.0.0.1");
            sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "700");
            return sender;
        }

        @Bean
        StaffDirectory staff() {
            return user -> switch (user) {
                case "yang" -> Optional.of(new StaffDirectory.Colleague("杨晓", "yang@aftercare.example"));
                case "li" -> Optional.of(new StaffDirectory.Colleague("李卫", "li@aftercare.example"));
                case "no-mail" -> Optional.of(new StaffDirectory.Colleague("周平", null));
                default -> Optional.empty();
            };
        }

        @Bean
        ProcessEngineFactoryBean engine(
                DataSource source, PlatformTransactionManager transactions, ApplicationContext context) {
            SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
            configuration.setProcessEngineName("mail-bench");
            configuration.setApplicationContext(context);
            configuration.setDataSource(source);
            configuration.setTransactionManager(transactions);
            configuration.setDatabaseSchemaUpdate("true");
            configuration.setJobExecutorActivate(false);
            configuration.setDmnEnabled(false);
            configuration.setCmmnEnabled(false);
            configuration.setIdGenerator(new StrongUuidGenerator());
            configuration.setDeploymentResources(new Resource[] {new ClassPathResource("notification/notices.bpmn")});
            ProcessEngineFactoryBean factory = new ProcessEngineFactoryBean();
            factory.setProcessEngineConfiguration(configuration);
            return factory;
        }
    }

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Parts.class);
    private int port;
    private GreenMail server;

    final Notifications notifications = context.getBean(Notifications.class);
    final NoticeStore store = context.getBean(NoticeStore.class);
    final ProcessEngine engine = context.getBean(ProcessEngine.class);
    final JdbcClient jdbc = context.getBean(JdbcClient.class);
    final Sender sender = context.getBean(Sender.class);
    final TransactionTemplate transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));

    /** The same service on the same tables, on a machine without a mail server. */
    Notifications withoutServer() {
        MailProperties properties = context.getBean(MailProperties.class);
        var nobody = new org.springframework.beans.factory.support.StaticListableBeanFactory()
                .getBeanProvider(org.springframework.mail.javamail.JavaMailSender.class);
        return new Notifications(
                store,
                context.getBean(NoticeTemplates.class),
                new Postman(nobody, properties),
                context.getBean(Customers.class),
                context.getBean(StaffDirectory.class),
                properties,
                context.getBean(Clock.class),
                context.getBean(PlatformTransactionManager.class));
    }

    void startServer() {
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        port = server.getSmtp().getPort();
        sender.setPort(port);
    }

    void stopServer() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    List<MimeMessage> received() {
        return Arrays.asList(server.getReceivedMessages());
    }

    /** A new customer; {@code email} may be null or, past the checks of the front door, anything. */
    UUID customer(String email) {
        UUID id = context.getBean(Customers.class)
                .identify(new CustomerDetails(
                        null, "王小明", "138%08d".formatted(PEOPLE.incrementAndGet()), null, "上海市静安区南京西路 1 号"))
                .id();
        jdbc.sql("update aftercare.customer set email = ? where id = ?")
                .params(email, id)
                .update();
        return id;
    }

    UUID queue(UUID customer) {
        return queue(customer, "acknowledgement", Map.of("product", "加湿器"));
    }

    UUID queue(UUID customer, String kind, Map<String, ?> facts) {
        return notifications.queueToCustomer(facts, "CP20261121001", "instance", customer, kind);
    }

    NoticeStore.Notice notice(UUID id) {
        return store.find(id).orElseThrow();
    }

    /** Starts the test process for this customer. */
    String start(UUID customer, String retryCycle) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("customerId", customer.toString());
        variables.put("product", "加湿器");
        variables.put("handler", "yang");
        variables.put("retryCycle", retryCycle);
        return engine.getRuntimeService()
                .startProcessInstanceByKey("notices", "CP20261121009", variables)
                .getId();
    }
}
