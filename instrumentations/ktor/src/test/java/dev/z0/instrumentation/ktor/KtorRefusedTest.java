package dev.z0.instrumentation.ktor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import dev.z0.testing.TestAgent;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import kotlin.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the engine of Ktor 3 cannot read; that of Ktor 2 answers it without any method that could be hooked. */
@Timeout(60)
class KtorRefusedTest {
    private final TestAgent agent = TestAgent.start(new KtorCio());

    @Test
    void whatCannotBeReadIsRefused() throws Exception {
        agent.clear();
        try (RunningKtor server = RunningKtor.start(application -> Unit.INSTANCE);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.0 400 "), answer);
            assertEquals(400, ((Request) agent.awaitUnits(1).get(0)).status());
            assertEquals(1, agent.units().size());
        }
    }
}
