package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.ibm.ws.http.dispatcher.internal.channel.HttpDispatcherLink;
import com.ibm.wsspi.http.HttpRequest;
import com.ibm.wsspi.http.HttpResponse;
import dev.z0.agent.core.record.Request;
import dev.z0.testing.TestAgent;
import java.io.FileNotFoundException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.DispatcherType;
import javax.servlet.GenericServlet;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server is too big for a build: its interfaces are its own, its dispatcher is a small one of the same shape. */
class LibertyTest {
    private final TestAgent agent = TestAgent.start(new Servlets(), new Liberty());
    private final HttpDispatcherLink link = new HttpDispatcherLink();
    private final Map<String, String> headers = new HashMap<>();
    private int status = 200;

    @BeforeEach
    void forget() {
        agent.clear();
    }

    @Test
    void whatHasNoApplicationIsOneUnit() {
        ask("/nowhere", () -> {
            throw new AssertionError("there is none");
        });
        Request request = only();
        assertEquals("GET", request.method());
        assertEquals("/nowhere", request.path());
        assertEquals(404, request.status());
        assertEquals("127.0.0.1", request.client());
        assertEquals(request.requestId(), headers.get("X-Request-Id"));
        assertNull(Request.currentRequest());
    }

    @Test
    void aServletIsPartOfItsRequest() {
        ask("/app/page", () -> {
            assertThrows(FileNotFoundException.class, () -> new Missing().service(inbound(), outbound()));
            status = 404;
            link.finish(null);
        });
        Request request = only();
        assertEquals(404, request.status());
        assertFalse(request.failed());
        assertEquals(request.requestId(), headers.get("X-Request-Id"));
    }

    @Test
    void aConnectionHasManyRequests() {
        ask("/app/first", () -> {
            status = 201;
            link.finish(null);
            ask("/app/second", () -> {
                status = 202;
                link.finish(null);
            });
        });
        assertEquals(201, ((Request) agent.awaitUnits(2).get(0)).status());
        assertEquals(202, ((Request) agent.units().get(1)).status());
        assertEquals(2, agent.units().size());
        assertNull(Request.currentRequest());
    }

    private Request only() {
        Request request = (Request) agent.awaitUnits(1).get(0);
        assertEquals(1, agent.units().size());
        return request;
    }

    private void ask(String path, Runnable application) {
        HttpRequest request = stub(HttpRequest.class, Map.of("getMethod", "GET", "getURI", path));
        HttpResponse response = (HttpResponse) Proxy.newProxyInstance(
                HttpResponse.class.getClassLoader(), new Class<?>[] {HttpResponse.class}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "getStatus":
                            return status;
                        case "setStatus":
                            status = (int) arguments[0];
                            return null;
                        case "setHeader":
                            return headers.put((String) arguments[0], (String) arguments[1]);
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
        link.ready(request, response, application);
    }

    private static HttpServletRequest inbound() {
        return stub(
                HttpServletRequest.class,
                Map.of("getMethod", "GET", "getRequestURI", "/app/page", "getDispatcherType", DispatcherType.REQUEST));
    }

    private static HttpServletResponse outbound() {
        return stub(HttpServletResponse.class, Map.of("isCommitted", false, "getStatus", 200));
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.get(method.getName())));
    }

    private static final class Missing extends GenericServlet {
        private static final long serialVersionUID = 1;

        @Override
        public void service(ServletRequest request, ServletResponse response) throws FileNotFoundException {
            throw new FileNotFoundException("/page");
        }
    }
}
