package dev.z0.instrumentation.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.Failures;
import dev.z0.instrumentation.concurrent.ThreadPools;
import dev.z0.testing.TestAgent;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** gRPC's server on Netty, or on its own copy of it, whichever is there: its headers take and tell nothing by name. */
@Timeout(300)
class GrpcTest {
    private static final Metadata.Key<String> ID = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    private final TestAgent agent = TestAgent.start(new NettyHttp2(), new NettyTasks(), new ThreadPools());
    private final Metadata sent = new Metadata();
    private final AtomicReference<Metadata> head = new AtomicReference<>();
    private final AtomicReference<Metadata> trailers = new AtomicReference<>();
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        agent.clear();
        server = ServerBuilder.forPort(0)
                .addService(ServerServiceDefinition.builder("shop.Orders")
                        .addMethod(method("Get"), ServerCalls.asyncUnaryCall(GrpcTest::get))
                        .addMethod(method("Deny"), ServerCalls.asyncUnaryCall(GrpcTest::deny))
                        .build())
                .build()
                .start();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        channel.shutdownNow();
        server.shutdownNow();
        assertTrue(channel.awaitTermination(20, TimeUnit.SECONDS));
        assertTrue(server.awaitTermination(20, TimeUnit.SECONDS));
        assertNull(Failures.counts().get("netty"));
    }

    /** Answers what the thread works for. */
    private static void get(String asked, StreamObserver<String> answer) {
        Request request = Request.currentRequest();
        answer.onNext(request == null ? "nobody" : request.requestId());
        answer.onCompleted();
    }

    private static void deny(String asked, StreamObserver<String> answer) {
        answer.onError(Status.fromCodeValue(Integer.parseInt(asked)).asRuntimeException());
    }

    private String call(String name, String argument) {
        return ClientCalls.blockingUnaryCall(
                ClientInterceptors.intercept(
                        channel,
                        MetadataUtils.newAttachHeadersInterceptor(sent),
                        MetadataUtils.newCaptureMetadataInterceptor(head, trailers)),
                method(name),
                CallOptions.DEFAULT,
                argument);
    }

    private Request only() {
        Request request = (Request) agent.awaitUnits(1).get(0);
        assertEquals(1, agent.units().size());
        return request;
    }

    @Test
    void aCallIsOneUnit() {
        String worksFor = call("Get", "order");
        Request request = only();
        assertEquals("POST", request.method());
        assertEquals("/shop.Orders/Get", request.path());
        assertEquals("/shop.Orders/Get", request.route());
        assertEquals(200, request.status());
        assertEquals("127.0.0.1", request.client());
        assertEquals(request.requestId(), worksFor);
        assertEquals(request.requestId(), head.get().get(ID));
    }

    @Test
    void theCallersIdIsKept() {
        sent.put(ID, "from-the-caller");
        assertEquals("from-the-caller", call("Get", "order"));
        assertEquals("from-the-caller", only().requestId());
        assertEquals("from-the-caller", head.get().get(ID));
    }

    @Test
    void aMethodThatIsNotThere() {
        assertThrows(StatusRuntimeException.class, () -> call("Nowhere", ""));
        Request request = only();
        assertEquals(501, request.status());
        assertEquals("/shop.Orders/Nowhere", request.path());
    }

    @Test
    void eachCodeStandsForAStatus() {
        int[] expected = {499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401};
        Map<Integer, String> ids = new HashMap<>();
        for (int code = 1; code <= expected.length; code++) {
            String asked = Integer.toString(code);
            assertThrows(StatusRuntimeException.class, () -> call("Deny", asked));
            ids.put(code, trailers.get().get(ID));
        }
        List<Request> requests = agent.awaitUnits(expected.length).stream()
                .map(Request.class::cast)
                .toList();
        for (int code = 1; code <= expected.length; code++) {
            String id = ids.get(code);
            Request request = requests.stream()
                    .filter(each -> each.requestId().equals(id))
                    .findAny()
                    .orElseThrow();
            assertEquals(expected[code - 1], request.status());
        }
    }

    private static MethodDescriptor<String, String> method(String name) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("shop.Orders/" + name)
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes());
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
