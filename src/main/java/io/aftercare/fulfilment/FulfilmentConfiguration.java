package io.aftercare.fulfilment;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who stands behind the ports. The beans' names are none that a model would use for a variable. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FulfilmentProperties.class)
class FulfilmentConfiguration {

    private final EmbeddedPeers embedded;

    FulfilmentConfiguration(JdbcClient jdbc, Clock clock) {
        this.embedded = new EmbeddedPeers(jdbc, clock);
    }

    @Bean
    Payments paymentsPeer() {
        return embedded;
    }

    @Bean
    Vouchers vouchersPeer() {
        return embedded;
    }

    @Bean
    Stock stockPeer() {
        return embedded;
    }

    @Bean
    Courier courierPeer() {
        return embedded;
    }
}
