/** Databases, by what java.sql and javax.sql declare: weaves drivers, and the doors of connection pools. */
package dev.z0.instrumentation.jdbc;
