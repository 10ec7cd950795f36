package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertSame;

import dev.z0.agent.core.record.Request;
import dev.z0.testing.TestAgent;
import org.junit.jupiter.api.Test;

/** What a mapper is given is the request's error, whatever it makes of it. */
class HandledErrorsTest {
    private final TestAgent agent = TestAgent.start(new HandledErrors());
    private final IllegalStateException thrown = new IllegalStateException("on purpose");

    private static final class Javax implements javax.ws.rs.ext.ExceptionMapper<IllegalStateException> {
        @Override
        public javax.ws.rs.core.Response toResponse(IllegalStateException exception) {
            return null;
        }
    }

    private static final class Jakarta implements jakarta.ws.rs.ext.ExceptionMapper<Throwable> {
        @Override
        public jakarta.ws.rs.core.Response toResponse(Throwable exception) {
            return null;
        }
    }

    private static <E extends Throwable> void map(javax.ws.rs.ext.ExceptionMapper<E> mapper, E exception) {
        mapper.toResponse(exception);
    }

    @Test
    void aMapperOfOneKindOfException() throws Exception {
        Request request = agent.request(() -> map(new Javax(), thrown));
        assertSame(thrown, request.failure());
    }

    @Test
    void aMapperOfAnyException() throws Exception {
        Request request = agent.request(() -> new Jakarta().toResponse(thrown));
        assertSame(thrown, request.failure());
    }
}
