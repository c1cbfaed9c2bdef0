package io.aftercare.fulfilment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who carries out refunds, coupons and points, stock and parcels.
 *
 * @param returnAddress where customers send goods to: address, receiver and telephone number in one line
 * @param pointsPerYuan how many points stand for one yuan
 */
@Validated
@ConfigurationProperties("aftercare.fulfilment")
record FulfilmentProperties(
        @DefaultValue(INVENTED_ADDRESS) @NotBlank String returnAddress,
        @DefaultValue("100") @Min(1) int pointsPerYuan,
        @DefaultValue @Valid Peer payments,
        @DefaultValue @Valid Peer vouchers,
        @DefaultValue @Valid Peer stock,
        @DefaultValue @Valid Peer courier) {

    static final String INVENTED_ADDRESS = "浙江省杭州市余杭区示例路88号3号仓，售后退货组收，0571-00000000";

    /**
     * A system of the company.
     *
     * @param url where its interface begins; empty: tables of our own are used instead
     * @param token sent as bearer token; empty: none
     * @param timeout longest wait for a connection, and for an answer
     */
    record Peer(@DefaultValue("") String url, @DefaultValue("") String token, @DefaultValue("10s") Duration timeout) {

        Peer {
            if (!url.isBlank()) {
                URI address = URI.create(url.strip());
                if (!("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                        || address.getHost() == null) {
                    throw new IllegalArgumentException("aftercare.fulfilment: not an http(s) address: " + url);
                }
            }
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("aftercare.fulfilment: a timeout must be longer than nothing");
            }
        }

        boolean configured() {
            return !url.isBlank();
        }
    }
}
