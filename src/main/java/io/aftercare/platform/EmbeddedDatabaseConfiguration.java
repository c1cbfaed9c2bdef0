package io.aftercare.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * The database of a start without a configured one. The data source is made from the server's bean, so Spring closes
 * whatever uses it first, then the pool, then the server. Not for production: one machine, no second node, no backup.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "embedded")
class EmbeddedDatabaseConfiguration {

    @Bean(destroyMethod = "close")
    EmbeddedDatabase embeddedDatabase(@Value("${aftercare.data-directory}") Path directory, Environment environment) {
        if (environment.acceptsProfiles(Profiles.of("production"))) {
            throw new StartRefused(
                    "生产环境（profile production）不使用自带的数据库，请配置 spring.datasource.url、username 和 password。",
                    "Profile production needs spring.datasource.url.");
        }
        return EmbeddedDatabase.start(directory, Map.of());
    }

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(EmbeddedDatabase database, DataSourceProperties properties) {
        properties.setUrl(database.jdbcUrl());
        properties.setUsername(database.username());
        properties.setPassword(database.password());
        return properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
    }
}
