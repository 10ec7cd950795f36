/**
 * Metrics: what units and spans add up to over time, made on z0's own thread by OpenTelemetry's SDK, and sent by OTLP,
 * shown to Prometheus or written as lines.
 */
package dev.z0.exporter.metrics;
