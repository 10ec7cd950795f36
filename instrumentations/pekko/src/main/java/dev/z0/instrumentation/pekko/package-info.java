/** Instrumentations of Apache Pekko HTTP, of Akka HTTP, from which that came, and of Play on either. */
package dev.z0.instrumentation.pekko;
