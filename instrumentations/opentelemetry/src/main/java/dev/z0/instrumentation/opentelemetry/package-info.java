/** The OpenTelemetry API as an application uses it: in this package alone its classes are the application's, not z0's. */
package dev.z0.instrumentation.opentelemetry;
