package dev.z0.smoke;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service on Helidon, with a virtual thread for each connection. */
class HelidonTest {
    static IntStream jdks() {
        return OwnServer.jdksFrom(21);
    }

    /** The JDK itself compiles the service: an older one can't. */
    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("jdks")
    void eachRequestHasItsLine(int version) throws Exception {
        Path libraries = Server.built("helidon", "lib");
        Path source = libraries.resolve("../../src/main/java/dev/z0/smoke/helidon/Main.java");
        OwnServer.check(
                "helidon-" + version,
                Jdk.of(version),
                port -> List.of("-cp", libraries + "/*", source.normalize().toString(), String.valueOf(port)),
                Call.get("/app/nothing", 404));
    }
}
