package dev.z0.smoke;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reactive service on Netty. */
class WebFluxTest {
    static IntStream jdks() {
        return OwnServer.jdksFrom(17);
    }

    /** From 21 on its blocking code runs on virtual threads. */
    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("jdks")
    void eachRequestHasItsLine(int version) throws Exception {
        Path jar = Server.built("webflux", "z0-smoke-webflux.jar");
        OwnServer.check(
                "webflux-" + version,
                Jdk.of(version),
                port -> List.of(
                        "-jar", jar.toString(), "--server.port=" + port, "--spring.threads.virtual.enabled=true"),
                Call.get("/app/nothing", 404)
                        .error("org.springframework.web.reactive.resource.NoResourceFoundException"));
    }
}
