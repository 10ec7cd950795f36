package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.weaving.Instrumentation;
import java.nio.file.Path;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.io.TempDir;

class TomcatTest extends RefusedRequests {
    @TempDir
    private Path directory;

    private final Tomcat server = new Tomcat();

    @Override
    Instrumentation instrumentation() {
        return new dev.z0.instrumentation.servlet.Tomcat();
    }

    @Override
    int startServer() throws Exception {
        server.setBaseDir(directory.toString());
        server.setPort(0);
        server.addContext("", directory.toString());
        server.getConnector();
        server.start();
        return server.getConnector().getLocalPort();
    }

    @Override
    void stopServer() throws Exception {
        server.stop();
        server.destroy();
    }
}
