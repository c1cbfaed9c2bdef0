package io.aftercare.fulfilment;

import io.aftercare.customer.Customers;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who stands behind the ports: a system of the company where an address is configured, tables of our own where none is. The
 * beans' names are none that a model would use for a variable.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FulfilmentProperties.class)
class FulfilmentConfiguration {

    private final FulfilmentProperties properties;
    private final EmbeddedPeers embedded;
    private final Clock clock;

    FulfilmentConfiguration(FulfilmentProperties properties, JdbcClient jdbc, Clock clock) {
        this.properties = properties;
        this.embedded = new EmbeddedPeers(jdbc, clock);
        this.clock = clock;
    }

    @Bean
    Payments paymentsPeer() {
        var peer = properties.payments();
        return peer.configured() ? new HttpPayments(new HttpPeer("支付渠道", peer, clock)) : embedded;
    }

    @Bean
    Vouchers vouchersPeer() {
        var peer = properties.vouchers();
        return peer.configured() ? new HttpVouchers(new HttpPeer("卡券系统", peer, clock)) : embedded;
    }

    @Bean
    Stock stockPeer() {
        var peer = properties.stock();
        return peer.configured() ? new HttpStock(new HttpPeer("库存系统", peer, clock)) : embedded;
    }

    @Bean
    Courier courierPeer(Customers customers) {
        var peer = properties.courier();
        return peer.configured() ? new HttpCourier(new HttpPeer("快递系统", peer, clock), customers) : embedded;
    }
}
