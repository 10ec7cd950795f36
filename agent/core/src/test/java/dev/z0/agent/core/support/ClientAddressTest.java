package dev.z0.agent.core.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    @Test
    void isNumbersOrTheNameThatNobodyResolved() {
        assertEquals("127.0.0.1", ClientAddress.of(new InetSocketAddress("127.0.0.1", 80)));
        assertEquals("unknown.example", ClientAddress.of(InetSocketAddress.createUnresolved("unknown.example", 80)));
        assertNull(ClientAddress.of(UnixDomainSocketAddress.of(Path.of("socket"))));
        assertNull(ClientAddress.of(null));
    }
}
