package io.aftercare.casebook;

import io.aftercare.platform.Refusal;
import io.aftercare.platform.TimeLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an administrator can do with the register. */
@RestController
class RegisterApi {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterApi.class);

    private final EngineRegister register;

    RegisterApi(EngineRegister register) {
        this.register = register;
    }

    /** Derives all rows again from the engine's history, e.g. after an upgrade that adds a column; answers how many. */
    @PostMapping("/api/register/rebuild")
    Map<String, Integer> rebuild(HttpServletRequest request) {
        if (!request.isUserInRole("camunda-admin")) {
            throw new Refusal(403, "只有系统管理员可以重建跟踪表。", List.of());
        }
        int rows = TimeLimit.liftForFew(register::rebuild);
        LOG.info("Register rebuilt by {}: {} rows", request.getRemoteUser(), rows);
        return Map.of("rows", rows);
    }
}
