package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import dev.z0.testing.TestAgent;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import javax.servlet.DispatcherType;
import javax.servlet.GenericServlet;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

/** A container that is not hooked: what becomes of an exception has to be guessed. */
class UnknownContainerTest {
    private final TestAgent agent = TestAgent.start(new Servlets());

    private static final class Page extends GenericServlet {
        private static final long serialVersionUID = 1;

        private final transient IOException thrown;

        Page(IOException thrown) {
            this.thrown = thrown;
        }

        @Override
        public void service(ServletRequest request, ServletResponse response) throws IOException {
            throw thrown;
        }
    }

    private static final class Later extends GenericServlet {
        private static final long serialVersionUID = 1;

        @Override
        public void service(ServletRequest request, ServletResponse response) {
            Request.currentRequest().async();
        }
    }

    private Request asked(IOException thrown) {
        agent.clear();
        assertThrows(IOException.class, () -> new Page(thrown).service(request(), response()));
        return (Request) agent.awaitUnits(1).get(0);
    }

    private static HttpServletRequest request() {
        return stub(
                HttpServletRequest.class,
                Map.of("getMethod", "GET", "getRequestURI", "/page", "getDispatcherType", DispatcherType.REQUEST));
    }

    private static HttpServletResponse response() {
        return stub(HttpServletResponse.class, Map.of("isCommitted", false, "getStatus", 200));
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.get(method.getName())));
    }

    @Test
    void anExceptionIsAnError() {
        Request request = asked(new IOException("disk full"));
        assertEquals(500, request.status());
        assertEquals(IOException.class, request.failure().getClass());
        assertTrue(request.failed());
    }

    @Test
    void theRequestMayBeGoneBeforeItsServlet() throws Exception {
        agent.clear();
        HttpServletRequest recycled = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (self, method, arguments) -> {
                    if (Request.currentRequest() != null
                            && Request.currentRequest().isAsync()) {
                        throw new IllegalStateException("recycled");
                    }
                    return method.invoke(request(), arguments);
                });
        new Later().service(recycled, response());
        assertNull(Request.currentRequest());
        assertEquals(List.of(), agent.messages());
    }

    @Test
    void aFileThatIsNotThereIsNone() {
        Request request = asked(new FileNotFoundException("/page"));
        assertEquals(404, request.status());
        assertNull(request.failure());
        assertFalse(request.failed());
    }
}
