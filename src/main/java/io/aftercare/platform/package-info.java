/**
 * The ground the product stands on: engine, database, clock and security wiring, and the {@link
 * io.aftercare.platform.Refusal} that every package answers bad input with. It knows nothing of complaints, customers or
 * deadlines, and no package of ours may be imported here.
 */
package io.aftercare.platform;
