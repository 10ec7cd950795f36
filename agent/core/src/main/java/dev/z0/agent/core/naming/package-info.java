/** What things are called: low-cardinality names for statements, routes, hosts and jobs. Depends on nothing else in z0. */
package dev.z0.agent.core.naming;
