/** What the operator says about an application in a file of rules: which methods, tables, hosts, routes and jobs mean what. */
package dev.z0.agent.core.rules;
