package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

@DisplayName("Beans that say they are made for models")
class ModelBeansTest {

    @Component("greeting")
    @ForModels("问候语")
    static class Greeting {

        @ForModels("对一个人的问候")
        public String to(String name) {
            return "您好，" + name;
        }

        @ForModels("对大家的问候")
        public String to() {
            return "大家好";
        }

        public String secret() {
            return "secret";
        }
    }

    @Component("vault")
    static class Vault {
        public String open() {
            return "open";
        }
    }

    static class Bell {
        @ForModels("响铃")
        public String ring() {
            return "ring";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        @Bean
        @ForModels("铃")
        Object bell() {
            ProxyFactory proxied = new ProxyFactory(new Bell());
            proxied.setProxyTargetClass(true);
            return proxied.getProxy();
        }

        @Bean
        Bell privateBell() {
            return new Bell();
        }
    }

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(Greeting.class, Vault.class, Beans.class);
    private final ModelBeans beans = new ModelBeans(context);

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void are_listed_for_owners_with_what_can_be_called() {
        assertThat(beans.all())
                .containsExactly(
                        new ModelBeans.Listed("bell", "铃", List.of(new ModelBeans.Call("ring()", "响铃"))),
                        new ModelBeans.Listed(
                                "greeting",
                                "问候语",
                                List.of(
                                        new ModelBeans.Call("to()", "对大家的问候"),
                                        new ModelBeans.Call("to(name)", "对一个人的问候"))));
    }

    @Test
    void are_found_by_name_and_no_other_bean_is() {
        assertThat(beans.find("greeting")).containsInstanceOf(Greeting.class);
        assertThat(beans.find("bell")).isPresent();
        assertThat(beans.find("vault")).isEmpty();
        assertThat(beans.find("privateBell")).isEmpty();
        assertThat(beans.find("environment")).isEmpty();
        assertThat(beans.find("nothing")).isEmpty();
        assertThat(beans.isPrivate("vault")).isTrue();
        assertThat(beans.isPrivate("nothing")).isFalse();
        assertThat(beans.isPrivate("greeting")).isFalse();
    }

    @Test
    void offer_only_the_methods_that_say_so() {
        assertThat(ModelBeans.methods(new Greeting())).extracting("name").containsExactlyInAnyOrder("to", "to");
        assertThat(ModelBeans.methods(context.getBean("bell")))
                .extracting("name")
                .containsExactly("ring");
        assertThat(beans.methods("vault")).isEmpty();
    }
}
