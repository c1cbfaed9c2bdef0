/**
 * The ground the product stands on: engine, database, clock and security wiring, and the {@link
 * io.aftercare.platform.Refusal} that every package answers bad input with. It knows nothing of complaints, customers or
 * deadlines, and no package of ours may be imported here.
 *
 * <p>Who may do what is written in {@code application.yaml} under {@code aftercare.access} and becomes engine
 * authorizations at every start ({@code Grants}); whose task it is, {@code TaskGuard} decides.
 */
package io.aftercare.platform;
