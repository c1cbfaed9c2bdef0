package io.aftercare;

import io.aftercare.aftersales.AfterSalesDesk;
import io.aftercare.complaint.Department;
import io.aftercare.fulfilment.TestPeers;
import io.aftercare.platform.RefuseIfAsked;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * The whole product on one real PostgreSQL, started once for all tests: real web server on a free port, job executor off
 * so that a test decides when a job runs.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({
    TestDatabase.class,
    TestPeople.class,
    TestPeers.class,
    Department.class,
    AfterSalesDesk.class,
    RefuseIfAsked.class
})
@TestPropertySource(
        properties = {
            "camunda.bpm.job-execution.enabled=false",
            "spring.datasource.url=test",
            "aftercare.demo.enabled=true",
            // nobody is asked before somebody logs in with it
            "spring.security.oauth2.client.registration.company.client-id=aftercare",
            "spring.security.oauth2.client.registration.company.client-secret=secret",
            "spring.security.oauth2.client.registration.company.scope=openid,profile,email",
            "spring.security.oauth2.client.provider.company.issuer-uri=http://localhost:1/company",
            "aftercare.oidc.groups.[/kefu/zhuguan]=supervisor",
            "aftercare.login.contact=信息部 8888",
            // no test waits longer for one that is to be stopped
            "aftercare.queries.longest=8s",
            "aftercare.access.messages.GuardedStarted=*",
            "aftercare.access.messages.GuardedAnswered=*"
        })
public @interface AftercareTest {}
