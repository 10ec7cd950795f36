package dev.z0.agent.core.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracestateTest {
    @Test
    void namesTheCallingUnitFirstAndKeepsOthers() {
        assertEquals("z0=00000000000000ff", Tracestate.of(255, null));
        assertEquals("z0=00000000000000ff,vendor=1,other=z", Tracestate.of(255, "vendor=1,other=z"));
    }

    @Test
    void replacesTheCallersOwnMember() {
        assertEquals("z0=00000000000000ff,a=1", Tracestate.of(255, "z0=0000000000000001,a=1"));
        assertEquals("z0=00000000000000ff,a=1", Tracestate.of(255, "a=1,z0=0000000000000001"));
        assertEquals("z0=00000000000000ff,a=1,b=2", Tracestate.of(255, "a=1,z0=0000000000000001,b=2"));
    }

    @Test
    void readsWhatItWrote() {
        assertEquals(255, Tracestate.caller(Tracestate.of(255, "a=1")));
        assertEquals(-2, Tracestate.caller("a=1," + Tracestate.of(-2, null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a=1", "z0=", "z0=12", "z0=00000000000000fg", "z0=00000000000000ff0", "az0=00000000000000ff"
            })
    void isNotFooled(String header) {
        assertEquals(0, Tracestate.caller(header));
    }

    @Test
    void nothingIsNothing() {
        assertEquals(0, Tracestate.caller(null));
        assertNull(Baggage.operationId(null));
    }

    @Test
    void findsTheOperationInBaggage() {
        String id = Ids.operation();
        assertEquals(id, Baggage.operationId("tenant=acme, z0.operation_id=" + id + ",x=y"));
        assertNull(Baggage.operationId("z0.operation_id=op_../../etc/passwd-and-something-long-enough"));
        assertNull(Baggage.operationId("not.z0.operation_id=" + id));
    }
}
