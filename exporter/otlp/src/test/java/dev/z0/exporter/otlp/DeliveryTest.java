package dev.z0.exporter.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.z0.agent.core.config.Settings;
import dev.z0.testing.TestCertificates;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How spans get to a collector, and what becomes of them where it does not take them. */
class DeliveryTest {
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private Service service() {
        return new Service("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
    }

    @Test
    void nothingIsSentWithoutAnEndpoint() {
        for (Settings none : List.of(
                Service.settings(),
                Service.settings("OTEL_SDK_DISABLED", "true", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318"),
                Service.settings(
                        "OTEL_TRACES_EXPORTER", "none",
                        "OTEL_METRICS_EXPORTER", "none",
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318"))) {
            assertNull(OtlpExporter.endpoint(none));
            assertNull(OtlpMetrics.endpoint(none));
        }
    }

    @Test
    void theCommonEndpointIsCompletedAndTheOwnOneTakenAsItStands() throws Exception {
        for (String slash : new String[] {"", "/"}) {
            sent(new Service("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint() + "/base" + slash));
            Receiver.Delivery delivery = receiver.next();
            assertEquals("/base/v1/traces", delivery.path);
            assertEquals("application/x-protobuf", delivery.headers.getFirst("Content-Type"));
            assertNull(delivery.headers.getFirst("Content-Encoding"));
        }
        sent(new Service(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:1",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                receiver.endpoint() + "/own"));
        assertEquals("/own", receiver.next().path);
    }

    @Test
    void compressesWhenAskedTo() throws Exception {
        sent(new Service("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(), "OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"));
        Receiver.Delivery delivery = receiver.next();
        assertEquals("gzip", delivery.headers.getFirst("Content-Encoding"));
        assertEquals(1, delivery.spans().size());
    }

    @Test
    void sendsTheHeadersThatAreSet() throws Exception {
        sent(new Service(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                receiver.endpoint(),
                "OTEL_EXPORTER_OTLP_HEADERS",
                "authorization=Bearer%20abc,x-team=shop"));
        Receiver.Delivery delivery = receiver.next();
        assertEquals(List.of("Bearer abc"), delivery.headers.get("Authorization"));
        assertEquals(List.of("shop"), delivery.headers.get("X-Team"));
        sent(new Service(
                "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(),
                "OTEL_EXPORTER_OTLP_HEADERS", "x-team=shop",
                "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-signal=traces"));
        delivery = receiver.next();
        assertEquals("traces", delivery.headers.getFirst("X-Signal"));
        assertNull(delivery.headers.getFirst("X-Team"));
    }

    @Test
    void metricsHaveAnEndpointAndHeadersOfTheirOwn() throws Exception {
        Settings settings = Service.settings(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
                "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", receiver.endpoint() + "/own/metrics",
                "OTEL_EXPORTER_OTLP_COMPRESSION", "gzip",
                "OTEL_EXPORTER_OTLP_HEADERS", "x-team=shop",
                "OTEL_EXPORTER_OTLP_METRICS_HEADERS", "x-signal=metrics");
        new OtlpMetrics(settings).accept(gauge(), 20_000);
        Receiver.Delivery delivery = receiver.next();
        assertEquals("/own/metrics", delivery.path);
        assertEquals("gzip", delivery.headers.getFirst("Content-Encoding"));
        assertEquals("metrics", delivery.headers.getFirst("X-Signal"));
        assertNull(delivery.headers.getFirst("X-Team"));
        assertEquals(1, delivery.metrics.getResourceMetricsCount());
    }

    @Test
    void oneTryTakesNoLongerThanIsSet() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            silent.setSoTimeout(20_000);
            Service service = new Service(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort(),
                    "OTEL_BSP_SCHEDULE_DELAY", "1ms",
                    "OTEL_BSP_EXPORT_TIMEOUT", "9s",
                    "OTEL_EXPORTER_OTLP_TIMEOUT", "50ms");
            Service.request();
            try (Socket first = silent.accept();
                    Socket second = silent.accept()) { // where the first took all the time, there is no other
                assertTrue(first.isBound() && second.isBound());
            }
            assertEquals(0, service.exporter.dropped());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void triesAgainWhereThatMakesSense(int status) throws Exception {
        receiver.answer(status);
        Service service = sent(service());
        Receiver.Delivery refused = receiver.next();
        Receiver.Delivery taken = receiver.next();
        assertEquals(status, refused.answer);
        assertEquals(200, taken.answer);
        assertEquals(refused.traces, taken.traces);
        assertEquals(List.of(), receiver.rest());
        assertEquals(0, service.exporter.dropped());
        assertEquals(List.of(), service.messages);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 404, 413, 500})
    void givesUpAtOnceWhatIsRefusedForGood(int status) throws Exception {
        receiver.answer(status);
        Service service = sent(service());
        assertEquals(status, receiver.next().answer);
        assertEquals(List.of(), receiver.rest());
        assertEquals(1, service.exporter.dropped());
        assertEquals(1, service.messages.size());
        String text = service.messages.get(0).text();
        assertTrue(text.contains("127.0.0.1:" + receiver.port()) && text.contains("status " + status), text);
        Service.request();
        service.flush();
        assertEquals(1, receiver.next().spans().size());
        assertEquals(1, service.exporter.dropped());
        assertEquals(2, service.messages.size());
        text = service.messages.get(1).text();
        assertTrue(text.contains("takes spans again; 1 were lost"), text);
    }

    @Test
    void waitsForAsLongAsTheCollectorAsks() throws Exception {
        receiver.askToWait(3_600);
        receiver.answer(503);
        Service service = sent(service()); // there is no time for that
        assertEquals(503, receiver.next().answer);
        assertEquals(List.of(), receiver.rest());
        assertEquals(1, service.exporter.dropped());
    }

    @Test
    void trustsAsACollectorWhomTheSettingsName(@TempDir Path folder) throws Exception {
        Path certificate = Files.writeString(folder.resolve("collector.pem"), TestCertificates.pem());
        try (Receiver secured = Receiver.secured(TestCertificates.trusting())) {
            String endpoint = "https://localhost:" + secured.port();
            Service service = sent(new Service(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "OTEL_EXPORTER_OTLP_CERTIFICATE", certificate.toString()));
            assertEquals(1, secured.next().spans().size());
            OtlpMetrics metrics = new OtlpMetrics(service.settings);
            metrics.accept(gauge(), 5_000);
            assertEquals(1, secured.next().metrics.getResourceMetricsCount());

            Service distrustful = new Service("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
            Service.request();
            distrustful.giveUp(1);
            assertEquals(List.of(), secured.rest());
        }
    }

    @Test
    void showsTheCertificateThatTheSettingsName(@TempDir Path folder) throws Exception {
        String certificate = Files.writeString(folder.resolve("both.pem"), TestCertificates.pem())
                .toString();
        String key = Files.writeString(folder.resolve("key.pem"), TestCertificates.keyPem())
                .toString();
        try (Receiver curious = Receiver.mutual(TestCertificates.trusting())) {
            String endpoint = "https://localhost:" + curious.port();
            Service service = sent(new Service(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint,
                    "OTEL_EXPORTER_OTLP_CERTIFICATE", certificate,
                    "OTEL_EXPORTER_OTLP_CLIENT_KEY", key,
                    "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", certificate));
            assertEquals(List.of(), service.messages);
            assertEquals(1, curious.next().spans().size());
            new OtlpMetrics(service.settings).accept(gauge(), 5_000);
            assertEquals(1, curious.next().metrics.getResourceMetricsCount());

            Service unknown =
                    new Service("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "OTEL_EXPORTER_OTLP_CERTIFICATE", certificate);
            Service.request();
            unknown.giveUp(1);
            assertEquals(List.of(), curious.rest());
        }
    }

    @Test
    void aCertificateThatCannotBeUsedIsToldOf(@TempDir Path folder) throws Exception {
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        for (Path file : List.of(nonsense, folder.resolve("missing.pem"))) {
            Service service = sent(new Service(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    receiver.endpoint(),
                    "OTEL_EXPORTER_OTLP_CERTIFICATE",
                    file.toString()));
            assertEquals(1, receiver.next().spans().size());
            new OtlpMetrics(service.settings).accept(gauge(), 20_000);
            assertEquals("/v1/metrics", receiver.next().path);
            service.flush();
            assertEquals(1, service.messages.size(), () -> service.messages.toString());
            assertTrue(service.messages.get(0).text().startsWith("OTEL_EXPORTER_OTLP_CERTIFICATE can't be"));
        }
    }

    @Test
    void aKeyWithoutItsCertificateIsToldOf() throws Exception {
        Service service = sent(new Service(
                "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(), "OTEL_EXPORTER_OTLP_CLIENT_KEY", "key.pem"));
        assertTrue(
                service.messages.stream().anyMatch(told -> told.text().contains("are used together only")),
                () -> service.messages.toString());
    }

    @Test
    void aDeliveryUnderwayThatNobodyAnswersIsToldOfAtTheEnd() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Service service = new Service(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://127.0.0.1:" + silent.getLocalPort(),
                    "OTEL_BSP_SCHEDULE_DELAY",
                    "1ms");
            Service.request();
            try (Socket delivery = silent.accept()) {
                service.deliver(50);
                service.exporter.giveUp();
                service.deliver(50);
                assertEquals(1, service.messages.size(), () -> service.messages.toString());
                assertTrue(service.messages.get(0).text().contains("does not take spans"), delivery::toString);
                assertEquals(1, service.exporter.lostByNow());
            }
        }
    }

    @Test
    void anUnreachableCollectorIsToldOfOnceForSpansAndMetrics() throws Exception {
        int port = Receiver.freePort();
        Service service = new Service(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port, "OTEL_EXPORTER_OTLP_TIMEOUT", "2s");
        OtlpMetrics metrics = new OtlpMetrics(service.settings);
        for (int i = 1; i <= 3; i++) {
            Service.request();
            service.giveUp(i);
        }
        metrics.accept(gauge(), 20_000);
        service.flush();
        assertEquals(1, service.messages.size(), "messages");
        assertEquals("warn", service.messages.get(0).level());
        String text = service.messages.get(0).text();
        assertTrue(text.startsWith("the collector at 127.0.0.1:" + port + " does not take spans"), text);
        try (Receiver back = new Receiver(port)) {
            Service.request();
            service.flush();
            metrics.accept(gauge(), 20_000);
            metrics.accept(gauge(), 20_000);
            Service.request();
            service.flush();
            assertEquals("/v1/traces", back.next().path);
            assertEquals(1, back.next().metrics.getResourceMetricsCount());
        }
        assertEquals(2, service.messages.size(), "messages");
        assertTrue(service.messages.get(1).text().contains("takes metrics again"));
        assertEquals(3, service.exporter.dropped());
    }

    @Test
    void anEndpointWithoutPortIsNamedWithoutOne() {
        Service service = new Service("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1");
        Service.request();
        service.giveUp(1);
        String text = service.messages.get(0).text();
        assertTrue(text.startsWith("the collector at 127.0.0.1 does not take spans"), text);
    }

    private static Set<MetricData> gauge() {
        return Collections.singleton(ImmutableMetricData.createLongGauge(
                Resource.empty(), InstrumentationScopeInfo.create("z0"), "g", "", "1", ImmutableGaugeData.empty()));
    }

    @Test
    void aFullQueueDropsAndCounts() throws Exception {
        CountDownLatch held = receiver.hold();
        Service service =
                new Service("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(), "OTEL_BSP_MAX_QUEUE_SIZE", "10");
        for (int i = 0; i < 10; i++) {
            Service.request();
        }
        int underway = receiver.next().spans().size();
        for (int i = 0; i < 15; i++) {
            Service.request();
        }
        service.awaitUnits(25);
        assertEquals(10, service.exporter.depth());
        assertEquals(15 - underway, service.exporter.dropped());
        held.countDown();
        service.flush();
        assertEquals(10, receiver.next().spans().size());
        assertEquals(List.of(), receiver.rest());
        assertEquals(0, service.exporter.depth());
    }

    @Test
    void aFlushGivesUpInTime() throws Exception {
        receiver.answer(503, 503, 503, 503);
        Service service = service();
        Service.request();
        service.giveUp(1);
        assertEquals(503, receiver.next().answer);
        assertEquals(List.of(), receiver.rest());
    }

    @Test
    void aDeliveryIsGivenUpAfterItsTimeout() throws Exception {
        receiver.answer(503, 503, 503, 503);
        Service service = new Service(
                "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(),
                "OTEL_BSP_SCHEDULE_DELAY", "20ms",
                "OTEL_BSP_EXPORT_TIMEOUT", "400ms");
        Service.request();
        assertEquals(503, receiver.next().answer);
        service.flush(); // waits until the delivery is given up
        assertEquals(List.of(), receiver.rest());
        assertEquals(1, service.exporter.dropped());
    }

    @Test
    void manySpansArriveInBatches() throws Exception {
        assertEquals(1024, largestBatch(service()));
        assertEquals(
                100,
                largestBatch(new Service(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(), "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "100")));
    }

    private int largestBatch(Service service) {
        for (int i = 0; i < 5; i++) {
            Service.answered(Service.inbound("GET", "/api/tickets"), 200, () -> {
                for (int query = 0; query < 999; query++) {
                    Service.query("SELECT 1");
                }
            });
        }
        service.flush();
        int largest = 0;
        Set<ByteString> ids = new HashSet<>();
        for (Receiver.Delivery delivery : receiver.rest()) {
            List<Span> spans = delivery.spans();
            largest = Math.max(largest, spans.size());
            for (Span span : spans) {
                ids.add(span.getTraceId().concat(span.getSpanId()));
            }
        }
        assertEquals(5_000, ids.size());
        assertEquals(0, service.exporter.dropped());
        return largest;
    }

    @Test
    void sendsByItselfAfterTheDelay() throws Exception {
        new Service("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(), "OTEL_BSP_SCHEDULE_DELAY", "20ms");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 5; i++) { // five times the default are 25 s
                Service.request();
                assertEquals(1, receiver.next().spans().size());
            }
        });
    }

    /** The service's one request is sent, or given up. */
    private static Service sent(Service service) {
        Service.request();
        service.flush();
        return service;
    }
}
