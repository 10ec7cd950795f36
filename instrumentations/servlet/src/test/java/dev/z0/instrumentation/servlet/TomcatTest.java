package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Instrumentation;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.junit.jupiter.api.Test;
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
        server.getConnector().addUpgradeProtocol(new Http2Protocol());
        server.start();
        return server.getConnector().getLocalPort();
    }

    @Test
    void whatUpgradesToHttp2IsOneRequest() throws Exception {
        assertEquals(HttpClient.Version.HTTP_2, Http2Client.ask(port).version());
        agent.awaitUnits(1);
        assertEquals(
                List.of(404),
                agent.units().stream().map(unit -> ((Request) unit).status()).toList());
    }

    @Override
    void stopServer() throws Exception {
        server.stop();
        server.destroy();
    }
}
