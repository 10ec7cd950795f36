/** Writes what has ended as JSON, one object a line, to standard output or a file. */
package dev.z0.exporter.line;
