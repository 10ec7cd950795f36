/** What z0 remembers about the drivers' objects of a JDBC application. */
package dev.z0.agent.core.jdbc;
