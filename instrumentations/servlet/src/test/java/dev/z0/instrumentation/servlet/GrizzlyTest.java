package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpServerSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

class GrizzlyTest extends HttpServerSuite {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server = new HttpServer();

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new Grizzly()};
    }

    @Override
    protected int startServer() throws Exception {
        NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
        server.addListener(listener);
        server.getServerConfiguration().addHttpHandler(new Pages(), "/pages/*");
        server.start();
        return listener.getPort();
    }

    @Override
    protected void stopServer() {
        server.shutdownNow();
        threads.shutdownNow();
    }

    private final class Pages extends HttpHandler {
        @Override
        public void service(Request request, Response response) throws Exception {
            switch (request.getRequestURI()) {
                case "/pages/hello" -> hello(response);
                case "/pages/gone" -> response.setStatus(410);
                case "/pages/later" -> {
                    response.suspend();
                    threads.execute(() -> {
                        hello(response);
                        response.resume();
                    });
                }
                case "/pages/number" -> Integer.parseInt("none");
                default -> throw new IllegalStateException("on purpose");
            }
        }

        private void hello(Response response) {
            try {
                response.setContentLength(5);
                response.getWriter().write("hello");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
