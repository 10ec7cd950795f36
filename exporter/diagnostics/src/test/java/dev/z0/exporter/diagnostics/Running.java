package dev.z0.exporter.diagnostics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Database;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/** A service whose diagnostics listen on a free port. */
final class Running implements AutoCloseable {
    static final int PATIENCE_MILLIS = 20_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Database DATABASE = new Database("postgresql", "shop", "db", 5432);

    final Pipeline pipeline = new Pipeline(10_000);
    private final HttpServer server;
    private volatile Supplier<Map<String, Object>> agent = () -> Map.of("version", "1.2.3");
    private volatile Runnable asked = () -> {};
    private volatile String typed = "";

    Running(String... settings) throws IOException {
        this("", 10_000, settings);
    }

    Running(String token, long mostMillis, String... settings) throws IOException {
        Settings read = settings(settings);
        Z0.configure(read, pipeline);
        Access access = new Access("127.0.0.1:0", token);
        DiagnosticsExporter exporter = new DiagnosticsExporter();
        State state = new State(read, exporter, () -> agent.get());
        Endpoints endpoints = new Endpoints(access, exporter, state, out -> out.append("z0_requests_total 7\n"));
        server = new HttpServer(access.address(), mostMillis, request -> {
            if (request.path().startsWith("/internal/")) {
                asked.run();
                pipeline.flush(PATIENCE_MILLIS);
            }
            HttpResponse answer = endpoints.answer(request);
            return request.path().equals("/page.js") ? andThen(answer, typed) : answer;
        });
        pipeline.start(exporter);
    }

    /** A script, and another one behind it. */
    private static HttpResponse andThen(HttpResponse script, String more) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        script.write(whole, false);
        byte[] all = (body(whole.toString(StandardCharsets.UTF_8)) + more).getBytes(StandardCharsets.UTF_8);
        return HttpResponse.of("text/javascript; charset=utf-8", all);
    }

    /** Somebody types this token into the page as soon as it is asked for, once. */
    void typesToken(String token) {
        typed =
                """
            const typing = setInterval(() => {
              if (!element('login').hidden) {
                clearInterval(typing);
                element('token').value = '%s';
                element('login').requestSubmit();
              }
            }, 50);
            """
                        .formatted(token);
    }

    static Settings settings(String... settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OTEL_SERVICE_NAME", "shop");
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return Settings.load(environment, new Properties(), null);
    }

    int port() {
        return server.port();
    }

    /** Runs before each answer of what is below /internal. */
    void whenAsked(Runnable action) {
        asked = action;
    }

    void agentSays(Map<String, Object> state) {
        agent = () -> state;
    }

    void says(String level, String text) {
        pipeline.offer(new AgentMessage(level, text));
    }

    Request request(String method, String path, String route, int status, Runnable work) {
        return request(method, path, route, status, null, 1, work);
    }

    /** A request that took so long, by its own account. */
    Request request(String method, String path, String route, int status, String tenant, long millis, Runnable work) {
        Request request = Request.start(method, path, name -> null);
        request.route(route);
        request.tenant(tenant);
        try (Attachment attached = request.attach()) {
            work.run();
        } catch (RuntimeException e) {
            request.fail(e);
        }
        request.status(status);
        request.end(request.startNanos() + millis * 1_000_000);
        return request;
    }

    static CronRun run(Job job, Runnable work) {
        CronRun run = CronRun.start(job, -1);
        Throwable thrown = null;
        try (Attachment attached = run.attach()) {
            work.run();
        } catch (RuntimeException e) {
            thrown = e;
        }
        run.end(null, thrown);
        return run;
    }

    static void query(String sql, long millis) {
        Query query = Query.start(DATABASE, SqlStatement.of(sql));
        query.end(query.startNanos() + millis * 1_000_000);
    }

    JsonNode json(String path) throws IOException {
        String answer = get(path);
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new AssertionError(answer);
        }
        return JSON.readTree(body(answer));
    }

    /** The whole answer, head and body. */
    String get(String path, String... headers) throws IOException {
        StringBuilder text = new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return raw(text.append("\r\n").toString());
    }

    /** What comes back for these bytes, until the server closes. */
    String raw(String text) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return readAll(socket);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static String readAll(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            all.write(b);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    /** The status; 0 for no answer. */
    static int status(String answer) {
        return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
