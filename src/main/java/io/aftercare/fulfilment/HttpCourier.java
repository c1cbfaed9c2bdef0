package io.aftercare.fulfilment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercare.customer.Customers;
import io.aftercare.customer.Customers.Contact;
import java.util.Optional;
import java.util.UUID;

/** The company's courier (docs/fulfilment.md). That it is told a customer's name, phone and address is recorded as a look (P1). */
final class HttpCourier implements Courier {

    private static final String LABELS = "/return-labels";
    private static final String SHIPMENTS = "/shipments";

    /** Who looks: no person, but the transfer to the courier. */
    private static final String COURIER = "courier";

    private final HttpPeer peer;
    private final Customers customers;

    HttpCourier(HttpPeer peer, Customers customers) {
        this.peer = peer;
        this.customers = customers;
    }

    @Override
    public Confirmation returnLabel(String key, String caseNumber, UUID customerId, String returnAddress) {
        ObjectNode body = HttpPeer.body().put("receiver", returnAddress);
        body.set("sender", contact(customerId, caseNumber));
        return peer.post(key, body, peer::confirmation, LABELS);
    }

    @Override
    public Optional<Confirmation> findReturnLabel(String key) {
        return peer.find(key, peer::confirmation, LABELS);
    }

    @Override
    public Confirmation ship(String key, Parcel parcel) {
        ObjectNode body = HttpPeer.body()
                .put("product", parcel.product())
                .put("quantity", parcel.quantity())
                .put("purpose", parcel.purpose());
        body.set("receiver", contact(parcel.customerId(), parcel.caseNumber()));
        return peer.post(key, body, this::shipment, SHIPMENTS);
    }

    @Override
    public Optional<Confirmation> findShipment(String key) {
        return peer.find(key, this::shipment, SHIPMENTS);
    }

    private Confirmation shipment(JsonNode answer) {
        return new Confirmation(peer.text(answer, "reference"), peer.text(answer, "courier"));
    }

    private ObjectNode contact(UUID customerId, String caseNumber) {
        Contact contact = customers.disclose(customerId, COURIER, caseNumber);
        if (contact.address() == null || contact.phone() == null) {
            throw new Declined("客户没有登记收件地址或电话");
        }
        return HttpPeer.body()
                .put("name", contact.name())
                .put("phone", contact.phone())
                .put("address", contact.address());
    }
}
