/** The ids of requests and runs in the log events of the application, and the errors that it logs. */
package dev.z0.instrumentation.logging;
