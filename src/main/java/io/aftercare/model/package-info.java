/**
 * The models on their way into the engine: which of those that come with the program are deployed at a start, and
 * what an owner has mistyped. Knows the engine, platform's groups and nothing of what the models are about.
 */
package io.aftercare.model;
