package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.weaving.Instrumentation;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

class JettyTest extends RefusedRequests {
    private final Server server = new Server(0);

    @Override
    Instrumentation instrumentation() {
        return new Jetty();
    }

    @Override
    int startServer() throws Exception {
        server.start();
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    void stopServer() throws Exception {
        server.stop();
    }
}
