/**
 * The models on their way into the engine: which of those that come with the program are deployed at a start. Knows the
 * engine and nothing of what the models are about.
 */
package io.aftercare.model;
