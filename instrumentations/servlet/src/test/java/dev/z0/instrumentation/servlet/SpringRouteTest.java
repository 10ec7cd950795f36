package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.Request;
import dev.z0.testing.TestAgent;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.server.ErrorPage;
import org.springframework.boot.web.servlet.support.ErrorPageFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** A Spring application in a container of its own, where Spring Boot's filter forwards errors to a page of the application. */
class SpringRouteTest {
    @TempDir
    static File folder;

    private static final TestAgent AGENT = TestAgent.start(new Servlets());
    private static final Tomcat TOMCAT = new Tomcat();

    @EnableWebMvc
    @Controller
    static class Pages {
        @RequestMapping("/orders/{id}")
        @ResponseBody
        String order() {
            return "order";
        }

        @RequestMapping("/orders/{id}/failing")
        String failing() {
            throw new IllegalStateException("no such luck");
        }

        @RequestMapping("/views/{name}")
        String forwarding() {
            return "forward:/app/orders/1";
        }

        @Bean
        HandlerMapping matchingFullPaths() {
            HttpRequestHandler handler =
                    (request, response) -> response.getWriter().print("whole");
            SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(Map.of("/app/whole/*", handler), -1);
            mapping.setAlwaysUseFullPath(true);
            return mapping;
        }

        @RequestMapping("/error")
        @ResponseBody
        String error() {
            return "sorry";
        }
    }

    @BeforeAll
    static void start() throws Exception {
        TOMCAT.setBaseDir(folder.getPath());
        TOMCAT.setPort(0);
        TOMCAT.getConnector();
        Context context = TOMCAT.addContext("/shop", folder.getPath());
        AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
        spring.register(Pages.class);
        DispatcherServlet servlet = new DispatcherServlet(spring);
        servlet.setThrowExceptionIfNoHandlerFound(false);
        Wrapper wrapper = Tomcat.addServlet(context, "spring", servlet);
        wrapper.addMapping("/app/*");
        ErrorPageFilter errors = new ErrorPageFilter();
        errors.addErrorPages(new ErrorPage("/app/error"));
        FilterDef definition = new FilterDef();
        definition.setFilterName("errors");
        definition.setFilter(errors);
        context.addFilterDef(definition);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName("errors");
        mapping.addURLPattern("/*");
        context.addFilterMap(mapping);
        TOMCAT.start();
    }

    @AfterAll
    static void stop() throws Exception {
        TOMCAT.stop();
        TOMCAT.destroy();
    }

    @ParameterizedTest
    @CsvSource({
        "/shop/app/orders/17, 200, /shop/app/orders/{id}",
        "/shop/app/orders/17/failing, 500, /shop/app/orders/{id}/failing",
        "/shop/app/nothing/here, 404, /shop/app/*",
        "/shop/app/whole/17, 200, /shop/app/whole/*",
        "/shop/app/views/front, 200, /shop/app/views/{name}",
    })
    void theFirstPatternIsTheRoute(String path, int status, String route) throws IOException {
        AGENT.clear();
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://localhost:" + TOMCAT.getConnector().getLocalPort() + path)
                        .toURL()
                        .openConnection();
        assertEquals(status, connection.getResponseCode());
        Request request = (Request) AGENT.awaitUnits(1).get(0);
        assertEquals(route, request.route());
        assertEquals(status, request.status());
    }
}
