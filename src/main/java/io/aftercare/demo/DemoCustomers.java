package io.aftercare.demo;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes invented customers with orders, goods in stock and notes on policies, once: into an empty customer table. */
@Component
@Order(0)
@Conditional(DemoWanted.class)
class DemoCustomers implements ApplicationRunner {

    private final JdbcClient jdbc;
    private final Clock clock;

    DemoCustomers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        if (jdbc.sql("select exists (select 1 from aftercare.customer)")
                .query(Boolean.class)
                .single()) {
            return;
        }
        UUID wang =
                customer(1, "王芳", "female", "adult", "standard", "上海市浦东新区世纪大道100号5幢601室", "phone", "工作日 18:00–20:00");
        order(wang, "DD20001", "智能电饭煲 4L", "399.00", 6, 3, "顺丰速运");
        order(wang, "DD20002", "不锈钢保温杯", "89.00", 40, 37, "中通快递");
        UUID li = customer(2, "李强", "male", "young", "standard", "杭州市西湖区文三路259号", "email", null);
        order(li, "DD20003", "蓝牙耳机", "269.00", 12, 9, "圆通速递");
        UUID zhang = customer(3, "张伟", "male", "adult", "vip", "北京市海淀区中关村大街27号", "phone", "周末上午");
        order(zhang, "DD20004", "65英寸智能电视", "4999.00", 20, 16, "京东物流");
        order(zhang, "DD20005", "电视挂架", "129.00", 20, 16, "京东物流");
        UUID liu = customer(4, "刘洋", null, null, "standard", "广州市天河区体育西路103号", "chat", null);
        order(liu, "DD20006", "儿童安全座椅", "1280.00", 9, 5, "德邦快递");
        UUID chen = customer(5, "陈晓燕", "female", "adult", "vip", "深圳市南山区科苑路15号", "email", null);
        order(chen, "DD20007", "扫地机器人", "2699.00", 30, 27, "顺丰速运");
        UUID ouyang = customer(6, "欧阳明", "male", "adult", "standard", "武汉市武昌区中北路88号", "phone", "工作日 12:00–13:30");
        order(ouyang, "DD20008", "空气炸锅", "329.00", 5, 2, "韵达快递");
        UUID zhao = customer(7, "赵丽", "female", "young", "standard", "成都市锦江区红星路三段1号", "phone", null);
        order(zhao, "DD20009", "羽绒被 200×230", "699.00", 3, -1, "中通快递");
        UUID sun = customer(8, "孙建国", "male", "senior", "standard", "西安市雁塔区长安南路300号", "phone", "上午");
        order(sun, "DD20010", "电子血压计", "218.00", 15, 11, "邮政EMS");
        // 空气炸锅 is out of stock, so that this can be tried too; televisions are not counted
        stock("智能电饭煲 4L", 60);
        stock("不锈钢保温杯", 200);
        stock("蓝牙耳机", 80);
        stock("电视挂架", 40);
        stock("儿童安全座椅", 25);
        stock("扫地机器人", 30);
        stock("空气炸锅", 0);
        stock("羽绒被 200×230", 50);
        stock("电子血压计", 35);
        note("大促订单价保延长到15天", "大促期间付款的订单，15天内同款降价可申请补差价，以优惠券或原路退款补偿。", "大促期间付款的订单", 2, 28);
        note("生鲜破损48小时内凭照片退款", "签收48小时内提供外包装和商品照片各一张，无需寄回，由客服主管审批后退款。", "生鲜商品", 10, null);
    }

    private void stock(String product, int available) {
        jdbc.sql("insert into aftercare.embedded_stock (product, available) values (?, ?) on conflict do nothing")
                .params(product, available)
                .update();
    }

    /** @param lastDayIn days from today, or null */
    private void note(String title, String text, String concerns, int daysAgo, Integer lastDayIn) {
        LocalDate today = LocalDate.now(clock);
        jdbc.sql(
                        "insert into aftercare.policy_note (title, text, concerns, valid_from, valid_to) values (?, ?, ?, ?, ?)")
                .params(
                        title,
                        text,
                        concerns,
                        today.minusDays(daysAgo),
                        lastDayIn == null ? null : today.plusDays(lastDayIn))
                .update();
    }

    private UUID customer(
            int n, String name, String gender, String age, String tier, String address, String channel, String hours) {
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into aftercare.customer"
                        + " (id, name, phone, email, address, gender, age_group, tier, preferred_channel, preferred_hours, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        name,
                        "1380013800" + n,
                        "customer" + n + "@example.com",
                        address,
                        gender,
                        age,
                        tier,
                        channel,
                        hours,
                        OffsetDateTime.now(clock).minusDays(100 + n))
                .update();
        return id;
    }

    /** @param signedDaysAgo negative while the parcel is under way */
    private void order(
            UUID customer,
            String number,
            String product,
            String amount,
            int paidDaysAgo,
            int signedDaysAgo,
            String courier) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("insert into aftercare.customer_order"
                        + " (number, customer_id, product, amount, paid_at, signed_at, courier, tracking_number)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        number,
                        customer,
                        product,
                        new BigDecimal(amount),
                        now.minusDays(paidDaysAgo),
                        signedDaysAgo < 0 ? null : now.minusDays(signedDaysAgo),
                        courier,
                        "YD" + number.substring(2) + "001")
                .update();
    }
}
