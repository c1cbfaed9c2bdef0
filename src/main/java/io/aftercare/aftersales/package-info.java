/**
 * After-sales 售后: return, exchange, refund, reshipment, repair and compensation, from the customer's request to its end.
 *
 * <p>A feature: may use the foundation packages, and is known by none of them.
 */
package io.aftercare.aftersales;
