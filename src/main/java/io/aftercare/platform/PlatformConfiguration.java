package io.aftercare.platform;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PlatformConfiguration {

    static {
        // before the REST interface and the web applications read which classes they are made of
        UploadReader.install();
    }

    /** @param zone the department's time zone, in which days begin and times are shown */
    @Bean
    Clock clock(@Value("${aftercare.zone}") ZoneId zone) {
        return new EngineClock(zone);
    }
}
