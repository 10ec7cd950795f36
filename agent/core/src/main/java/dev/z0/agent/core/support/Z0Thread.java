package dev.z0.agent.core.support;

/** A thread of z0's own: a daemon, of no application's class loader, whose calls are not the application's. */
public final class Z0Thread extends Thread {
    /** Not started yet. */
    public Z0Thread(String name, Runnable work) {
        super(null, work, name);
        setDaemon(true);
        setContextClassLoader(null);
    }
}
