package io.aftercare.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.aftercare.AftercareTest;
import io.aftercare.fulfilment.TestPeers.Fault;
import io.aftercare.fulfilment.TestPeers.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@AftercareTest
class PayoutPageTest {

    @Autowired
    WebApplicationContext context;

    @Autowired
    Fulfilment fulfilment;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestPeers peers;

    private final Payout payout = new Payout();
    private MockMvc mvc;

    @BeforeEach
    void browser() {
        payout.order(jdbc, "1399.00");
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @AfterEach
    void mend() {
        peers.mend();
    }

    @Test
    @DisplayName("A6, A7: finance sees amount, state, who approved and the reference; what is not confirmed says why")
    void list() throws Exception {
        String reference = fulfilment.refund(payout.money("1200"));
        fulfilment.voidCoupon(payout.caseNumber, fulfilment.issueCoupon(payout.money("20")));
        fulfilment.grantPoints(payout.money("3.50"));
        payout.decision = payout.caseNumber + "-2";
        peers.harm(Peer.PAYMENTS, Fault.DOWN);
        assertThat(catchThrowable(() -> fulfilment.refund(payout.money("99")))).isInstanceOf(Unconfirmed.class);

        open("/payouts?case=" + payout.caseNumber.toLowerCase(), "finance")
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("¥1,200.00"),
                                containsString(reference),
                                containsString("订单 " + payout.orderNumber),
                                containsString("测supervisor（test-supervisor）"),
                                containsString("已作废"),
                                containsString("350积分"),
                                containsString("连接不上（第 1 次）"))));
        open("/payouts?state=ASKED&kind=refund&case=" + payout.caseNumber, "auditor")
                .andExpect(content().string(allOf(containsString("¥99.00"), not(containsString(reference)))));
    }

    @Test
    @DisplayName("Odd questions find nothing and break nothing; others may not look")
    void odd() throws Exception {
        open("/payouts?case=%25&page=99999&state=x&kind=%3Cb%3E", "manager")
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString("没有符合条件的出款"), not(containsString("<b>")))));
        open("/payouts", "agent").andExpect(status().isForbidden());
        open("/payouts", "warehouse").andExpect(status().isForbidden());
    }

    private ResultActions open(String address, String group) throws Exception {
        return mvc.perform(get(address).with(user("test-" + group).roles(group)));
    }
}
