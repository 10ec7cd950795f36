package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent put on a service that runs already. */
class AttachTest {

    static List<Integer> jdks() {
        return Jdk.wanted();
    }

    /** Without tasks for a pool's threads that ran before: until they end they run the loop that was not woven. */
    private static List<Call> mix() {
        return Call.mix().stream()
                .filter(call -> !call.path().contains("end=complete"))
                .toList();
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("jdks")
    void requestsFromThenOnHaveTheirLines(int version) throws Exception {
        Assumptions.assumeTrue(Agent.present(), "no agent");
        Jdk jdk = Jdk.of(version);
        try (Stub stub = new Stub()) {
            List<String> options = List.of("-Dsmoke.stub=" + stub.url());
            try (ServerProcess process = Server.UNDERTOW_JAVAX.start(jdk, options, Map.of())) {
                Load load = new Load(process.base());
                load.send(Call.get("/app/work?q=1&e=1", 200), "before");
                Agent.attach(process.pid());
                List<Answer> answers = load.run(4, mix());
                ServerMatrixTest.check(answers, process.stop(), stub);
                assertEquals(1, stub.callsFor("none"), "the call of the request before");
            }
        }
    }
}
