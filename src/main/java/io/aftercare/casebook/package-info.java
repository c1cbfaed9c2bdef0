/**
 * The books of the department: case numbers, the register with one row per case (C15), contact records (P3), documents,
 * evidence, the customer's dossier (K2) and what can be done with a case whatever its process. Features write to it through
 * {@link io.aftercare.casebook.Casebook} and answer to it through {@link io.aftercare.casebook.CaseActions}.
 *
 * <p>It may use {@code customer}, {@code deadline} and {@code platform}; it knows no process, only the names that {@code RegisterColumns}
 * reads.
 */
package io.aftercare.casebook;
