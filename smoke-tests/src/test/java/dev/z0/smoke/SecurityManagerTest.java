package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Tomcat under a security manager whose policy knows nothing of the agent, and allows the application what it needs. */
class SecurityManagerTest {
    private static final int EACH = 6;
    private static final String NEWER = ServerProcess.READY + "newer";

    private static final String GRANT =
            """

            grant codeBase "file:${catalina.base}/webapps/app/-" {
                permission java.io.FilePermission "<<ALL FILES>>", "read";
                permission java.util.PropertyPermission "*", "read,write";
                permission java.net.SocketPermission "127.0.0.1", "connect,resolve";
                permission java.net.SocketPermission "localhost", "connect,resolve";
                permission java.net.URLPermission "http:*", "GET:";
                permission java.lang.RuntimePermission "accessDeclaredMembers";
                permission java.lang.RuntimePermission "getClassLoader";
                permission java.lang.RuntimePermission "getenv.*";
                permission java.lang.RuntimePermission "modifyThread";
                permission java.lang.RuntimePermission "modifyThreadGroup";
                permission java.lang.RuntimePermission "setContextClassLoader";
                permission java.lang.RuntimePermission "shutdownHooks";
                permission java.lang.reflect.ReflectPermission "suppressAccessChecks";
                permission java.util.logging.LoggingPermission "control";
            };
            """;

    /**
     * Without what this Tomcat itself breaks under a security manager, the end of asynchronous requests; and without
     * calls by the JDK's newer client.
     */
    private static List<Call> mix() {
        return Call.mix().stream()
                .filter(call ->
                        !call.bare().equals("/app/async") && !call.path().contains("e=2"))
                .toList();
    }

    private static Path policy(int version) throws IOException {
        String shipped = Files.readString(Server.TOMCAT_9.home().resolve("conf/catalina.policy"));
        return Files.writeString(
                ServerProcess.directory("secured-policy-" + version).resolve("policy"), shipped + GRANT);
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {8, 11, 17, 21})
    void eachRequestHasItsLineAndSpans(int version) throws Exception {
        Jdk jdk = Jdk.of(version);
        try (Stub stub = new Stub()) {
            List<String> options = ServerMatrixTest.options(stub);
            options.add("-Djava.security.manager");
            options.add("-Djava.security.policy==" + policy(version));
            try (ServerProcess process = Server.TOMCAT_9.start(
                    "secured-" + version,
                    jdk,
                    options,
                    Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", stub.url(), "Z0_METRICS", "otlp,lines"))) {
                Load load = new Load(process.base());
                List<Answer> answers = load.run(EACH, mix());
                Answer newer = load.send(Call.get("/app/work?e=2", 200), NEWER);
                assertEquals(200, newer.status(), newer::body);
                Lines lines = process.stop();
                if (Agent.present()) {
                    ServerMatrixTest.check(answers, lines, stub);
                    // The policy allows the application to set no headers; z0's have rights of their own.
                    assertEquals(2, stub.callsFor(NEWER));
                    assertTrue(lines.kind("request").stream()
                            .anyMatch(line -> NEWER.equals(line.get("request_id")) && line.externalCalls() == 2));
                    assertTrue(stub.deliveries() > 0, "spans and metrics");
                    assertEquals(2, lines.kind("agent").size(), () -> "start and stop: " + lines.kind("agent"));
                    assertEquals(
                            List.of(),
                            lines.kind("metric").stream()
                                    .filter(line -> "z0_agent_errors_total".equals(line.get("metric")))
                                    .toList());
                }
            }
        }
    }
}
