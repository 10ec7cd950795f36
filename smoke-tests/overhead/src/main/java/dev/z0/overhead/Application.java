package dev.z0.overhead;

import java.io.IOException;
import java.util.List;

/** What the agents are put on: how it is started, and which of its pages are measured, one after the other. */
enum Application {
    /** A bare Tomcat: three queries and two outgoing calls, or nothing. */
    SMALL("/work", "/empty") {
        @Override
        List<String> launch(int port, String classPath, Sink sink) {
            return List.of("-cp", classPath, "dev.z0.overhead.service.Service", "" + port, sink.url() + "/stub");
        }
    },

    /** Spring Boot with JPA: a list that loads the lines of each of ten tickets, or one ticket. */
    JPA("/api/tickets", "/api/tickets/1") {
        @Override
        List<String> launch(int port, String classPath, Sink sink) {
            return List.of(
                    "-jar",
                    System.getProperty("overhead.shop"),
                    "--server.port=" + port,
                    "--server.tomcat.max-keep-alive-requests=-1");
        }

        @Override
        void fill(Running service) throws IOException {
            for (int i = 0; i < 10; i++) {
                service.post("/api/tickets", "{\"title\":\"ticket " + i + "\"}");
            }
        }
    };

    private final List<String> pages;

    Application(String... pages) {
        this.pages = List.of(pages);
    }

    /** The JVM's arguments to serve on {@code port}, without options. */
    abstract List<String> launch(int port, String classPath, Sink sink);

    /** Puts in what the pages show. */
    void fill(Running service) throws IOException {}

    List<String> pages() {
        return pages;
    }
}
