package dev.z0.exporter.line;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.MetricPoint;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** z0's pipeline with a line exporter at its end, and what came out of it. */
final class Written {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final LineExporter exporter;
    private final Pipeline pipeline = new Pipeline(1000);
    private final boolean ownKeys;

    Written(String... settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OTEL_SERVICE_NAME", "shop");
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        ownKeys = !environment.containsKey("Z0_LINE_PRESET") && !environment.containsKey("Z0_LINE_FIELDS");
        Settings read = Settings.load(environment, new Properties(), null);
        if (!read.warnings().isEmpty()) {
            throw new IllegalArgumentException(read.warnings().toString());
        }
        Z0.configure(read, pipeline);
        exporter = new LineExporter(read, out);
        pipeline.start(exporter);
    }

    /** Code that runs for a unit. */
    interface Work {
        void run() throws Exception;
    }

    /** The line of a request that did this. */
    JsonNode request(String method, String path, int status, Work work) {
        return request(Request.start(method, path, name -> null), status, work);
    }

    JsonNode request(Request request, int status, Work work) {
        Attachment attached = request.attach();
        try {
            work.run();
        } catch (Exception e) {
            request.fail(e);
        } finally {
            attached.close();
        }
        request.status(status);
        request.end();
        return last();
    }

    /** The line of a run that did this. */
    JsonNode run(Job job, Object result, Work work) {
        return run(CronRun.start(job, -1), result, work);
    }

    JsonNode run(CronRun run, Object result, Work work) {
        Throwable thrown = null;
        Attachment attached = run.attach();
        try {
            work.run();
        } catch (Exception e) {
            thrown = e;
        } finally {
            attached.close();
        }
        run.end(result, thrown);
        return last();
    }

    void say(AgentMessage message) {
        pipeline.offer(message);
    }

    void offer(MetricPoint[] round) {
        pipeline.offer(round);
    }

    /** All that was written, as text. */
    String text() {
        pipeline.flush(10_000);
        if (pipeline.failures() > 0) {
            throw new AssertionError("the exporter threw");
        }
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    /** The keys of a line in order. */
    static List<String> keys(JsonNode line) {
        List<String> keys = new ArrayList<>();
        line.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    List<JsonNode> lines() {
        String text = text();
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new AssertionError("an unfinished line: " + text);
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (!text.isEmpty()) {
                lines.add(parse(line));
            }
        }
        return lines;
    }

    JsonNode last() {
        List<JsonNode> lines = lines();
        return lines.get(lines.size() - 1);
    }

    private JsonNode parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (ownKeys) {
                LineSchema.validate(node);
            }
            return node;
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
