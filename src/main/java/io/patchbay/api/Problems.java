package io.patchbay.api;

import io.patchbay.cases.CaseConflict;
import io.patchbay.intake.IntakeProblem;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.FailureName;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Every error as problem JSON, without a stack trace or a version.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> intake(IntakeProblem problem) {
        return answer(HttpStatus.valueOf(problem.status()), problem.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(NotFound problem) {
        return answer(HttpStatus.NOT_FOUND, problem.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(BadRequest problem) {
        return answer(HttpStatus.BAD_REQUEST, problem.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> conflict(Conflict problem) {
        return answer(HttpStatus.CONFLICT, problem.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refusedByTheCase(CaseConflict problem) {
        return answer(HttpStatus.CONFLICT, problem.getMessage());
    }

    /** Everything that is wrong with what was sent, each at its place. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unusable(ConfigurationException problem) {
        ResponseEntity<ProblemDetail> answer = answer(HttpStatus.BAD_REQUEST, "the rules cannot be used");
        answer.getBody().setProperty("problems", problem.problems());
        return answer;
    }

    /** Looked at only when it is read, and so inside a controller: a header with characters that no header may have. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(RequestRejectedException problem) {
        return answer(HttpStatus.BAD_REQUEST, "a header of the request has characters that are not allowed");
    }

    /** A value that no column takes, such as a text with U+0000 in it: asking again would not help. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unfit(DataIntegrityViolationException problem) {
        log.warn("the database did not take a value of a request: {}", FailureName.of(problem));
        return answer(HttpStatus.BAD_REQUEST, "a value of the request can neither be kept nor looked for");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(RuntimeException problem) {
        log.error("a request failed: {}", FailureName.of(problem));
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "the hub failed; its log says where");
    }

    @ExceptionHandler({DataAccessException.class, DuplicateKeyException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> databaseAway(Exception problem) {
        log.warn("the database did not answer: {}", FailureName.of(problem));
        return answer(
                HttpStatus.SERVICE_UNAVAILABLE,
                "the database is unavailable, or somebody else works on the same case; try again");
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatus status, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("about:blank"));
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (status == HttpStatus.METHOD_NOT_ALLOWED) {
            response.header("Allow", "POST");
        }
        return response.body(problem);
    }
}
