/** The agent's configuration: what can be set, where it is read from, and what was not understood. */
package dev.z0.agent.core.config;
