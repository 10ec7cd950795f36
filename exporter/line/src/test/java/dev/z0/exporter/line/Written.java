package dev.z0.exporter.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
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
    private static final ObjectMapper JSON = new ObjectMapper();

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final LineExporter exporter;
    private final Pipeline pipeline = new Pipeline(1000);

    Written(String... settings) {
        this(false, settings);
    }

    Written(boolean keepsSilent, String... settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OTEL_SERVICE_NAME", "shop");
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
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
        CronRun run = CronRun.start(job, -1);
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

    /** All that was written, as text. */
    String text() {
        pipeline.flush(10_000);
        if (pipeline.failures() > 0) {
            throw new AssertionError("the exporter threw");
        }
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
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

    static JsonNode parse(String line) {
        try {
            JsonNode node = JSON.reader()
                    .with(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(line);
            return node;
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
