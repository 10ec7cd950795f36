package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Request;
import dev.z0.testing.TestAgent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.HttpFilter;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a request is for, in a real server. */
class CallersTest {
    private final TestAgent agent = TestAgent.start(new Servlets(), new dev.z0.instrumentation.servlet.Tomcat());
    private final Tomcat tomcat = new Tomcat();
    private Context context;
    private String seenInside;

    @TempDir
    private Path directory;

    /** Logs in whoever says so, as a security filter does: by a wrapper. */
    private static final class Login extends HttpFilter {
        private static final long serialVersionUID = 1;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(
                    new HttpServletRequestWrapper(request) {
                        @Override
                        public String getRemoteUser() {
                            return request.getHeader("Login");
                        }
                    },
                    response);
        }
    }

    private final class Page extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            seenInside = Request.currentRequest().tenant();
            if (request.getRequestURI().endsWith("/enter")) {
                request.getSession().setAttribute("tenant", "of the session");
            }
            if (request.getRequestURI().endsWith("/leave")) {
                request.getSession().invalidate();
            }
            if (request.getRequestURI().endsWith("/fail")) {
                throw new IllegalStateException("fails");
            }
            byte[] body = request.getInputStream().readAllBytes();
            response.getOutputStream().write(body);
        }
    }

    @BeforeEach
    void open() throws Exception {
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        context = tomcat.addContext("/shop", directory.toString());
        Tomcat.addServlet(context, "page", new Page());
        context.addServletMappingDecoded("/*", "page");
        FilterDef login = new FilterDef();
        login.setFilterName("login");
        login.setFilter(new Login());
        context.addFilterDef(login);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName("login");
        everywhere.addURLPattern("/*");
        context.addFilterMap(everywhere);
        tomcat.start();
        tomcat.getConnector();
    }

    @AfterEach
    void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    private void configure(Map<String, String> environment) {
        agent.configure(environment);
        agent.clear();
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        int port = tomcat.getConnector().getLocalPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private Request only() {
        return (Request) agent.awaitUnits(1).get(0);
    }

    @Test
    void theBodyIsNotReadAndNoSessionMade() throws Exception {
        configure(Map.of(
                "Z0_TENANT", "query:shop,session:tenant",
                "Z0_SESSION", "session",
                "Z0_USER", "query:user,principal"));
        HttpResponse<String> response = post("/shop/orders", "shop=of+the+body&n=1");
        assertEquals("shop=of+the+body&n=1", response.body());
        assertEquals(0, context.getManager().getActiveSessions());
        assertEquals(java.util.List.of(), response.headers().allValues("Set-Cookie"));
        Request request = only();
        assertNull(request.tenant());
        assertNull(request.session());
        assertNull(request.user());
    }

    @Test
    void theTenantIsKnownInside() throws Exception {
        configure(Map.of("Z0_TENANT", "query:shop"));
        post("/shop/orders?shop=acme", "");
        assertEquals("acme", seenInside);
        assertEquals("acme", only().tenant());
    }

    @Test
    void pathCountsFromTheContext() throws Exception {
        configure(Map.of("Z0_TENANT", "path:2"));
        post("/shop/acme/orders", "");
        assertEquals("acme", only().tenant());
    }

    @Test
    void whoLoggedInIsKnownInsideThroughWrappers() throws Exception {
        configure(Map.of("Z0_TENANT", "principal"));
        post("/shop/orders", "", "Login", "bob");
        assertEquals("bob", seenInside);
        assertEquals("bob", only().user());
    }

    @Test
    void sessionsOfTheApplication() throws Exception {
        configure(Map.of("Z0_TENANT", "session:tenant", "Z0_SESSION", "session"));
        HttpResponse<String> entered = post("/shop/enter", "");
        Request first = only();
        assertEquals("of the session", first.tenant());
        assertEquals(16, first.session().length());
        agent.clear();
        String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
        post("/shop/leave", "", "Cookie", cookie.substring(0, cookie.indexOf(';')));
        Request second = only();
        assertEquals("of the session", seenInside);
        assertEquals("of the session", second.tenant());
        assertEquals(first.session(), second.session());
        assertEquals(java.util.List.of(), agent.messages());
    }

    @Test
    void failuresHaveATenantToo() throws Exception {
        configure(Map.of("Z0_TENANT", "header:X-Tenant-Id"));
        assertEquals(500, post("/shop/fail", "", "X-Tenant-Id", "acme").statusCode());
        assertEquals("acme", only().tenant());
        agent.clear();
        assertEquals(404, post("/nowhere", "", "X-Tenant-Id", "acme").statusCode());
        assertEquals("acme", only().tenant());
    }

    @Test
    void noRequestStaysActive() throws Exception {
        configure(Map.of());
        long before = Z0.activeRequests().sum();
        post("/shop/orders", "");
        post("/shop/fail", "");
        agent.awaitUnits(2);
        assertEquals(before, Z0.activeRequests().sum());
    }
}
