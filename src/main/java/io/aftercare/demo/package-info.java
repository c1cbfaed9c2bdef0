/**
 * People, customers and orders to try the product with. Only on the embedded database: nothing of this exists, and no
 * password of it works, where a database is configured, unless {@code aftercare.demo.enabled} says so.
 */
package io.aftercare.demo;
