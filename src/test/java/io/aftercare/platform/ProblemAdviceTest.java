package io.aftercare.platform;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

class ProblemAdviceTest {

    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Example())
            .setControllerAdvice(new ProblemAdvice())
            .build();

    record Input(@NotBlank(message = "必须填写") String name) {}

    @RestController
    static class Example {

        @GetMapping("/refused")
        void refused() {
            throw new Refusal(404, "没有这个个案。", List.of(new Refusal.Field("caseNumber", "个案编号不存在")));
        }

        @GetMapping("/wrapped")
        void wrapped() {
            throw new ProcessEngineException("outer", new Refusal("金额有误。"));
        }

        @GetMapping("/collided")
        void collided() {
            throw new OptimisticLockingException("ENGINE-03005 secret");
        }

        @GetMapping("/broken")
        void broken() {
            throw new IllegalStateException("secret");
        }

        @GetMapping("/cases/{number}")
        int number(@PathVariable("number") int number, @RequestParam("day") int day) {
            return number + day;
        }

        @PostMapping("/input")
        String input(@Valid @RequestBody Input input) {
            return input.name();
        }
    }

    private static void isProblem(ResultActions answer, int status, String detail) throws Exception {
        answer.andExpect(status().is(status))
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.status").value(status))
                .andExpect(jsonPath("$.detail").value(detail))
                .andExpect(jsonPath("$.message").value(detail));
    }

    @Test
    void a_refusal_has_its_status_and_fields() throws Exception {
        ResultActions answer = mvc.perform(get("/refused"));
        isProblem(answer, 404, "没有这个个案。");
        answer.andExpect(jsonPath("$.errors[0].field").value("caseNumber"))
                .andExpect(jsonPath("$.errors[0].reason").value("个案编号不存在"));
        isProblem(mvc.perform(get("/wrapped")), 400, "金额有误。");
        isProblem(mvc.perform(get("/collided")), 409, "这条记录刚刚被别人更改，您的操作没有保存。请刷新后再试。");
    }

    @Test
    void an_error_of_ours_tells_nothing_of_its_inside() throws Exception {
        isProblem(mvc.perform(get("/broken")), 500, "系统没能完成这次操作，数据没有改变。请稍后再试；仍然不行请告诉系统管理员。");
    }

    @Test
    void wrong_input_is_named_by_field() throws Exception {
        ResultActions empty = mvc.perform(
                post("/input").contentType(MediaType.APPLICATION_JSON).content("{\"name\":\" \"}"));
        isProblem(empty, 400, "填写有误，请更正后再提交：name 必须填写。");
        empty.andExpect(jsonPath("$.errors[0].field").value("name"));
        isProblem(mvc.perform(get("/cases/x?day=1")), 400, "填写有误，请更正后再提交：number 填写的格式不对。");
        isProblem(mvc.perform(get("/cases/1")), 400, "填写有误，请更正后再提交：day 必须填写。");
        isProblem(
                mvc.perform(
                        post("/input").contentType(MediaType.APPLICATION_JSON).content("{\"name\"")),
                400,
                "请求内容读不懂，请检查格式后再试。");
    }
}
