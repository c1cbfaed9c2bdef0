/** Attacks over HTTP against the running product, one class for each way in that somebody has tried. */
package io.aftercare.attack;
