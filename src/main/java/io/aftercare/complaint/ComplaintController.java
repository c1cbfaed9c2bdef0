package io.aftercare.complaint;

import io.aftercare.casebook.Inputs;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Complaints for the company's other systems: chat, mail gateway, web shop (C1). Inputs are those of the forms, checked by
 * the forms' own rules; what is wrong comes back as an RFC 9457 problem that names the fields.
 */
@RestController
@RequestMapping("/api/complaints")
class ComplaintController {

    private final EngineComplaints complaints;

    ComplaintController(EngineComplaints complaints) {
        this.complaints = complaints;
    }

    /** @param caseNumber the new case, e.g. {@code CP20231011001} */
    record Accepted(String caseNumber) {}

    /** Receives a complaint; the inputs are those of the form {@code complaint-receive}. */
    @PostMapping
    ResponseEntity<Accepted> receive(@RequestBody Inputs receipt) {
        String number = complaints.receive(receipt.values());
        return ResponseEntity.created(URI.create("/cases/" + number)).body(new Accepted(number));
    }

    /** The customer's answer: {@code answeredPlan}, {@code planAnswer} accepted or refused, {@code answerReason} (C9, C11). */
    @PostMapping("/{caseNumber}/plan-answer")
    @ResponseStatus(org.springframework.http.HttpStatus.NO_CONTENT)
    void answerPlan(@PathVariable String caseNumber, @RequestBody Inputs answer) {
        complaints.answerPlan(caseNumber, answer.values());
    }

    /** The customer's rating: {@code satisfaction} 1 to 5 as text, {@code feedback} (C13). */
    @PostMapping("/{caseNumber}/satisfaction")
    @ResponseStatus(org.springframework.http.HttpStatus.NO_CONTENT)
    void rate(@PathVariable String caseNumber, @RequestBody Inputs rating) {
        complaints.rate(caseNumber, rating.values());
    }
}
