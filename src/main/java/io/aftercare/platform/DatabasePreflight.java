package io.aftercare.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Connects to the database once before the pool does. A wrong password then is one line; the pool, Flyway and the engine
 * would each print their stack about it.
 */
@Component
class DatabasePreflight implements BeanPostProcessor, Ordered {

    private static final int OLDEST_SERVER = 130000;

    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
            check(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        }
        return bean;
    }

    /** @throws StartRefused the database cannot be used, and why */
    static void check(String url, String user, String password) {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("loginTimeout", "15");
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement();
                ResultSet server = statement.executeQuery("SELECT current_setting('server_version_num')::int,"
                        + " current_setting('server_version'), current_setting('server_encoding')")) {
            server.next();
            if (server.getInt(1) < OLDEST_SERVER) {
                throw new StartRefused(
                        "数据库 %s 的 PostgreSQL 版本 %s 过旧，至少需要 13。".formatted(bare(url), server.getString(2)),
                        "PostgreSQL 13 or newer is needed.");
            }
            if (!"UTF8".equals(server.getString(3))) {
                throw new StartRefused(
                        "数据库 %s 的字符编码是 %s，必须为 UTF8。".formatted(bare(url), server.getString(3)),
                        "The database must be encoded in UTF8.");
            }
        } catch (SQLException e) {
            throw refusal(bare(url), user, password, e);
        }
    }

    private static StartRefused refusal(String url, String user, String password, SQLException e) {
        // PostgreSQL documentation, appendix A: error codes
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String said = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        if (state.equals("08004") && (password == null || password.isEmpty())) {
            return new StartRefused(
                    "数据库 %s 要求密码登录，请填写 spring.datasource.username 和 spring.datasource.password。".formatted(url),
                    "The database asks for a password.",
                    e);
        }
        return switch (state) {
            case "28P01", "28000" -> new StartRefused(
                    "数据库 %s 拒绝用户 %s 登录，请检查 spring.datasource.username 和 spring.datasource.password。"
                            .formatted(url, user),
                    "The database refuses the user or password.",
                    e);
            case "3D000" -> new StartRefused("服务器上没有数据库 %s，请先建立。".formatted(url), "The database does not exist.", e);
            case "08001", "08004", "08006" -> new StartRefused(
                    "连接不上数据库 %s（%s），请检查 spring.datasource.url 及数据库是否已启动。".formatted(url, said),
                    "The database cannot be reached.",
                    e);
            default -> new StartRefused("数据库 %s 无法使用：%s。".formatted(url, said), "The database cannot be used.", e);
        };
    }

    /** Without parameters: a password may be among them. */
    private static String bare(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
