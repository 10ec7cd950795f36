/** Servers on Netty, and what runs on them. */
package dev.z0.instrumentation.netty;
