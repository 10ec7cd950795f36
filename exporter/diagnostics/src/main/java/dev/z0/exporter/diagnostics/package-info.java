/** What a service is doing, for a person who asks it: recent requests, runs and facts, over HTTP. */
package dev.z0.exporter.diagnostics;
