package io.aftercare.aftersales;

import io.aftercare.casebook.Inputs;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * After-sales for the company's other systems: web shop, chat, warehouse, courier (A1, A5). Inputs are those of the forms, checked by the
 * forms' own rules; what is wrong comes back as an RFC 9457 problem that names the fields.
 */
@RestController
@RequestMapping("/api/after-sales")
class AfterSalesController {

    private final EngineAfterSales cases;

    AfterSalesController(EngineAfterSales cases) {
        this.cases = cases;
    }

    /** @param caseNumber the new case, e.g. {@code SH20231011001} */
    record Accepted(String caseNumber) {}

    /** Receives a request; the inputs are those of the form {@code after-sales-request}. */
    @PostMapping
    ResponseEntity<Accepted> request(@RequestBody Inputs request) {
        String number = cases.request(request.values());
        return ResponseEntity.created(URI.create("/cases/" + number)).body(new Accepted(number));
    }

    /** The customer sent the goods: {@code returnTrackingNumber}, {@code returnCourier} (A5). */
    @PostMapping("/{caseNumber}/shipment")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void shipped(@PathVariable String caseNumber, @RequestBody Inputs parcel) {
        cases.shipped(caseNumber, parcel.values());
    }

    /** The goods arrived: {@code arrivedOn} as {@code yyyy-MM-dd}, today if it is missing (A5). */
    @PostMapping("/{caseNumber}/arrival")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void arrived(@PathVariable String caseNumber, @RequestBody Inputs parcel) {
        cases.arrived(caseNumber, parcel.values());
    }

    /** The customer's rating: {@code satisfaction} 1 to 5 as text, {@code feedback} (A8). */
    @PostMapping("/{caseNumber}/satisfaction")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rate(@PathVariable String caseNumber, @RequestBody Inputs rating) {
        cases.rate(caseNumber, rating.values());
    }

    /** The customer does not want it any more: {@code cancelReason} (A5). */
    @PostMapping("/{caseNumber}/cancellation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable String caseNumber, @RequestBody Inputs cancellation) {
        Object reason = cancellation.values().get("cancelReason");
        cases.cancel(caseNumber, reason == null ? "" : reason.toString());
    }
}
