package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
@DisplayName("The database stops the statements of requests, and no others")
class TimeLimitTest {

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void end() {
        TimeLimit.end();
    }

    private String limit() {
        return jdbc.sql("show statement_timeout").query(String.class).single();
    }

    @Test
    void requests_have_one_jobs_and_what_takes_its_time_have_none() {
        assertThat(limit()).as("of a job").isEqualTo("0");
        TimeLimit.begin();
        assertThat(limit()).as("of a request").isEqualTo("8s");
        assertThat(TimeLimit.lift(this::limit)).as("of an export").isEqualTo("0");
        assertThat(limit()).as("of the request again").isEqualTo("8s");
        TimeLimit.end();
        assertThat(limit()).as("of the thread's next job").isEqualTo("0");
    }
}
