package io.aftercare.platform;

import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The errors of our own REST controllers, as problem details with Chinese sentences. */
@RestControllerAdvice(annotations = RestController.class)
@Order(0)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(Refusal refusal) {
        return answer(Problem.of(refusal));
    }

    @ExceptionHandler
    ResponseEntity<Object> forbidden(AuthorizationException e) {
        return answer(Problem.of(403, "您没有权限做这一步。如果工作需要，请联系主管或系统管理员。"));
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadable(MultipartException e) {
        return answer(Problem.of(400, "上传的内容读不懂或没有传完，请重新上传。"));
    }

    @ExceptionHandler
    ResponseEntity<Object> violated(ConstraintViolationException e) {
        return invalid(e.getConstraintViolations().stream()
                .map(v -> new Refusal.Field(v.getPropertyPath().toString(), v.getMessage()))
                .toList());
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception e) {
        Refusal refusal = Refusal.told(e);
        if (refusal != null) {
            return refused(refusal);
        }
        LOG.error("A request failed", e);
        return answer(Problem.of(500, "系统没能完成这次操作，数据没有改变。请稍后再试；仍然不行请告诉系统管理员。"));
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(e.getFieldErrors().stream()
                .map(error -> new Refusal.Field(error.getField(), error.getDefaultMessage()))
                .toList());
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Refusal.Field> fields = new ArrayList<>();
        e.getParameterValidationResults().forEach(result -> result.getResolvableErrors()
                .forEach(error -> fields.add(
                        new Refusal.Field(result.getMethodParameter().getParameterName(), error.getDefaultMessage()))));
        return invalid(fields);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = e instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(e.getPropertyName());
        return invalid(List.of(new Refusal.Field(field, "填写的格式不对")));
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(List.of(new Refusal.Field(e.getParameterName(), "必须填写")));
    }

    /** Everything else that Spring MVC itself refuses: unreadable JSON, wrong method, wrong media type. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String sentence =
                switch (status.value()) {
                    case 404 -> "没有这个地址。";
                    case 405 -> "这个地址不接受这种请求方式。";
                    case 406, 415 -> "请求或回答的格式不对，请使用 JSON。";
                    case 413 -> "内容太大，请缩短后再试。";
                    default -> status.is5xxServerError() ? "系统没能完成这次操作。请稍后再试。" : "请求内容读不懂，请检查格式后再试。";
                };
        Problem problem = Problem.of(status.value(), sentence);
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.members());
    }

    private static ResponseEntity<Object> invalid(List<Refusal.Field> fields) {
        StringBuilder sentence = new StringBuilder("填写有误，请更正后再提交");
        String separator = "：";
        for (Refusal.Field field : fields) {
            sentence.append(separator).append(field.field()).append(' ').append(field.reason());
            separator = "；";
        }
        return answer(Problem.of(400, sentence.append('。').toString(), fields));
    }

    private static ResponseEntity<Object> answer(Problem problem) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, Refusal.RETRY_AFTER);
        }
        return answer.body(problem.members());
    }
}
