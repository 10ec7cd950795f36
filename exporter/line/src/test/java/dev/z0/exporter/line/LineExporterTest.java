package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.record.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LineExporterTest {
    /** Keeps each write apart. */
    private static final class Writes extends OutputStream {
        final List<String> all = new ArrayList<>();
        int failures;

        @Override
        public void write(int b) {
            all.add(String.valueOf((char) b));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (failures-- > 0) {
                throw new IOException("no reader");
            }
            ByteArrayOutputStream one = new ByteArrayOutputStream();
            one.write(bytes, offset, length);
            all.add(one.toString());
        }
    }

    private final Writes writes = new Writes();

    private LineExporter exporter() {
        return exporter(writes);
    }

    private static LineExporter exporter(OutputStream out) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OTEL_SERVICE_NAME", "shop");
        Settings settings = Settings.load(environment, new Properties(), null);
        Z0.configure(settings, new Pipeline(10));
        return new LineExporter(settings, out);
    }

    private static Request request() {
        Request request = Request.start("GET", "/api/tickets/2506/lines", name -> null);
        request.route("/api/tickets/{id}/lines");
        request.status(200);
        request.bytes(0, 1234);
        request.client("192.0.2.7");
        request.end();
        return request;
    }

    @Test
    void linesLeaveInOneWriteWhenNothingMoreWaits() {
        LineExporter exporter = exporter();
        for (int i = 0; i < 3; i++) {
            exporter.unit(request());
        }
        assertEquals(0, writes.all.size());
        exporter.idle();
        assertEquals(1, writes.all.size());
        assertEquals(3, writes.all.get(0).split("\n").length);
        exporter.idle();
        assertEquals(1, writes.all.size());
        assertEquals(3, exporter.written());
    }

    @Test
    void longBatchesLeaveInBlocksOfWholeLines() {
        LineExporter exporter = exporter();
        for (int i = 0; i < 1000; i++) {
            exporter.unit(request());
        }
        exporter.idle();
        assertTrue(writes.all.size() > 3);
        for (String block : writes.all) {
            assertTrue(block.length() <= 65_536, () -> "block of " + block.length());
            assertTrue(block.startsWith("{\"ts\"") && block.endsWith("}\n"));
        }
        assertEquals(1000, exporter.written());
        assertEquals(1000, String.join("", writes.all).split("\n").length);
    }

    @Test
    void linesThatNobodyTakesAreCounted() {
        LineExporter exporter = exporter();
        writes.failures = 1;
        exporter.unit(request());
        exporter.unit(request());
        exporter.idle();
        assertEquals(2, exporter.dropped());
        exporter.unit(request());
        exporter.idle();
        assertEquals(1, exporter.written());
        assertEquals("\n", writes.all.get(0), "ends what may be left of a line");
        assertTrue(writes.all.get(1).startsWith("{"));
    }

    @Test
    void aLineCostsLittleMemory() {
        LineExporter exporter = exporter(OutputStream.nullOutputStream());
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Request[] requests = new Request[2000];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = request();
            requests[i].tally();
        }
        for (int i = 0; i < 1000; i++) {
            exporter.unit(requests[i]);
        }
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 1000; i < requests.length; i++) {
            exporter.unit(requests[i]);
        }
        long each = (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / 1000;
        assertTrue(each < 800, () -> each + " bytes a line");
    }
}
