package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The web application that Tomcat ships: servlets, pages, asynchronous and non-blocking examples, errors. */
class TomcatExamplesTest {
    private static final List<String> PATHS = List.of(
            "/examples",
            "/examples/",
            "/examples/servlets/servlet/HelloWorldExample",
            "/examples/servlets/servlet/RequestInfoExample",
            "/examples/servlets/servlet/RequestHeaderExample",
            "/examples/servlets/servlet/RequestParamExample?firstname=a&lastname=b",
            "/examples/servlets/servlet/CookieExample",
            "/examples/servlets/servlet/SessionExample",
            "/examples/servlets/nonblocking/numberwriter",
            "/examples/jsp/jsp2/el/basic-arithmetic.jsp",
            "/examples/jsp/snp/snoop.jsp",
            "/examples/jsp/dates/date.jsp",
            "/examples/jsp/forward/forward.jsp",
            "/examples/jsp/include/include.jsp",
            "/examples/jsp/error/err.jsp?name=audi&submit=Submit",
            "/examples/jsp/security/protected/index.jsp",
            "/examples/async/async0",
            "/examples/async/async1",
            "/examples/async/async2",
            "/examples/async/async3",
            "/examples/index.html",
            "/examples/no/such/page",
            "/no-such-application");

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_9", "TOMCAT_10", "TOMCAT_11"})
    void eachRequestHasItsLine(Server server) throws Exception {
        try (Stub stub = new Stub();
                ServerProcess process = server.start(Jdk.running(), ServerMatrixTest.options(stub), Map.of())) {
            Load load = new Load(process.base());
            List<Answer> answers = new ArrayList<>();
            for (String path : PATHS) {
                answers.add(load.send(Call.get(path, 0), "example-" + answers.size()));
            }
            Lines lines = process.stop();
            assertEquals(200, answers.get(2).status());
            if (Agent.present()) {
                check(answers, lines);
            }
        }
    }

    private static void check(List<Answer> answers, Lines lines) {
        assertEquals(List.of(), lines.corrupted());
        Map<String, Line> byId = new HashMap<>();
        for (Line line : lines.requests()) {
            assertNull(byId.put(line.string("request_id"), line), () -> "a second line: " + line);
        }
        for (Answer answer : answers) {
            Line line = byId.get(answer.sentId());
            assertNotNull(line, () -> "no line for " + answer);
            assertEquals(answer.status(), line.number("status"), line::toString);
            assertEquals(answer.call().bare(), line.get("path"), line::toString);
        }
        assertEquals(answers.size(), byId.size(), "lines");
    }
}
