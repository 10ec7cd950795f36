package dev.z0.smoke;

import java.lang.reflect.Method;
import java.security.CodeSource;
import java.security.Permission;
import java.security.Policy;
import java.security.ProtectionDomain;

/**
 * Runs a program under a security manager that is only set when the JVM has started, as Elasticsearch does. The policy
 * lets everybody do everything but the agent, of which it knows nothing.
 */
final class LateSecurityManager {
    private LateSecurityManager() {}

    @SuppressWarnings("removal") // up to Java 23
    public static void main(String[] command) throws Exception {
        Policy.setPolicy(new Policy() {
            @Override
            public boolean implies(ProtectionDomain domain, Permission permission) {
                CodeSource source = domain.getCodeSource();
                String from = source == null ? "" : String.valueOf(source.getLocation());
                return !from.contains("z0-agent");
            }
        });
        System.setSecurityManager(new SecurityManager());
        String[] arguments = new String[command.length - 1];
        System.arraycopy(command, 1, arguments, 0, arguments.length);
        Method main = Class.forName(command[0]).getMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) arguments);
    }
}
