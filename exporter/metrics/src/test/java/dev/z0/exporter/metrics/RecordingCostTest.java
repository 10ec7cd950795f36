package dev.z0.exporter.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** z0 makes next to no garbage for metrics: all labels of a series that was seen before are ready. */
class RecordingCostTest {
    private static final int MOST_BYTES = 200;
    private static final int TIMES = 20_000;

    @Test
    void aRequestWithThreeQueriesAndTwoCallsAllocatesLittle() {
        Service service = new Service("Z0_METRICS", "prometheus");
        SpanRecord[] inside = new SpanRecord[5];
        Request request = service.request("POST", "/api/tickets/{id}/lines", 200, "acme", () -> {
            for (int i = 0; i < 3; i++) {
                Query query = Service.query("SELECT * FROM table_" + i + " WHERE id = 1");
                query.rows().read(4, 1000);
                inside[i] = query;
            }
            inside[3] = Service.call("api.stripe.com", "/v1/charges", 200);
            inside[4] = ExternalCall.start("GET", "https", "api.twilio.com", -1, "/2010-04-01/Accounts");
            inside[4].end();
        });
        service.flush();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        record(service, request, inside, TIMES);
        long before = threads.getThreadAllocatedBytes(self);
        record(service, request, inside, TIMES);
        long bytes = (threads.getThreadAllocatedBytes(self) - before) / TIMES;
        assertTrue(bytes <= MOST_BYTES, bytes + " bytes for one request");
    }

    private static void record(Service service, Request request, SpanRecord[] inside, int times) {
        for (int i = 0; i < times; i++) {
            for (SpanRecord span : inside) {
                service.metrics.span(span);
            }
            service.metrics.unit(request);
        }
    }
}
