/**
 * The books of the department: case numbers, the register with one row per case (C15), contact records (P3), documents,
 * evidence, the customer's dossier (K2), how a case is received and what can be done with it whatever its process. Features
 * receive cases by {@link io.aftercare.casebook.EngineReception}, write to the books through
 * {@link io.aftercare.casebook.Casebook} and answer to them through {@link io.aftercare.casebook.CaseActions}.
 *
 * <p>It may use the other foundation packages; it knows no process, only the names in {@link
 * io.aftercare.casebook.CaseVariables} and those that {@code RegisterColumns} reads.
 */
package io.aftercare.casebook;
