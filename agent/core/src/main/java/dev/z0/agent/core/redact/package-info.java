/** Keeps secrets and personal data out of everything that leaves the process. */
package dev.z0.agent.core.redact;
