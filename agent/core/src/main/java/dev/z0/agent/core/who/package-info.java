/** Whom work is for: finds tenant, user and session at the places that the settings name. */
package dev.z0.agent.core.who;
