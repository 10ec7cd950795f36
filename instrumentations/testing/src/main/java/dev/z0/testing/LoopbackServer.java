package dev.z0.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * An HTTP/1.1 server on the loopback, bare enough to break the rules too. What it answers stands in the path:
 *
 * <ul>
 *   <li>{@code /ok}, {@code /empty}, {@code /bytes/n}, {@code /chunked/n}: a body of this kind or size
 *   <li>{@code /echo}: the request's body
 *   <li>{@code /status/s/n}: status s with a body of n bytes
 *   <li>{@code /redirect/n}: so many redirects; {@code /circle}, {@code /endless/1}: redirects without end
 *   <li>{@code /secret}: not without a name and a password; {@code /secret/other}: not even then
 *   <li>{@code /slow}: half the body, and the rest after {@link #release}
 *   <li>{@code /hang}, {@code /drop}, {@code /drop-once/…}, {@code /truncated}: nothing; not even that; at first; not all
 *   <li>{@code …/chat/completions}: what a language model would say; it refuses to in {@code /refused}
 * </ul>
 */
public final class LoopbackServer implements Closeable {
    /** What {@code …/chat/completions} answers. */
    public static final String COMPLETION =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"small-1\",\"choices\":"
                    + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,\"total_tokens\":18}}";

    private static final String REFUSAL =
            "{\"error\":{\"message\":\"Too fast.\",\"type\":\"requests\",\"code\":\"rate_limit_exceeded\"}}";

    private final ServerSocket listening;
    private final String scheme;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    /** Listens on a free port; with TLS where a context is given. */
    public LoopbackServer(SSLContext tls) throws IOException {
        ServerSocketFactory sockets = tls == null ? ServerSocketFactory.getDefault() : tls.getServerSocketFactory();
        listening = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        scheme = tls == null ? "http" : "https";
        daemon(this::accept);
    }

    /** One request as it arrived. Header names are in lower case; a repeated header's values are all there. */
    public record Received(String method, String path, Map<String, List<String>> headers, byte[] body) {
        /** The only value of a header; null where there is none. */
        public String header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            if (values.size() > 1) {
                throw new AssertionError(name + " came more than once: " + values);
            }
            return values.isEmpty() ? null : values.get(0);
        }
    }

    /** The address of a path. */
    public URI uri(String path) {
        return URI.create(scheme + "://localhost:" + listening.getLocalPort() + path);
    }

    /** Waits until the first request has arrived. */
    public void awaitRequest() {
        try {
            arrived.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All requests so far, in the order of their arrival. */
    public List<Received> received() {
        return new ArrayList<>(received);
    }

    /** Lets what hangs or is slow go on. */
    public void release() {
        release.countDown();
    }

    /** What {@code /bytes/n} and the like send. */
    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) ('a' + i % 23);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        release();
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "loopback-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            Received request = read(in, out);
            while (request != null) {
                received.add(request);
                arrived.countDown();
                if (!answer(request, out)) {
                    return;
                }
                out.flush();
                request = read(in, out);
            }
        } catch (IOException e) {
            // the client went away, or didn't trust us: what some tests are about
        } finally {
            open.remove(socket);
        }
    }

    private static Received read(InputStream in, OutputStream out) throws IOException {
        String start = line(in);
        if (start == null) {
            return null;
        }
        Map<String, List<String>> headers = new ConcurrentHashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        if (headers.containsKey("expect")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        byte[] body = {};
        if (headers.containsKey("content-length")) {
            body = in.readNBytes(Integer.parseInt(headers.get("content-length").get(0)));
        } else if (headers.containsKey("transfer-encoding")) {
            body = chunks(in);
        }
        String[] words = start.split(" ");
        return new Received(words[0], words[1], headers, body);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = Integer.parseInt(line(in), 16);
        while (size > 0) {
            body.write(in.readNBytes(size));
            line(in);
            size = Integer.parseInt(line(in), 16);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c != '\n') {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
            c = in.read();
        }
        return line.toString();
    }

    /** Answers whether the connection stays open. */
    private boolean answer(Received request, OutputStream out) throws IOException {
        String path = request.path().replaceAll("\\?.*", "");
        String[] parts = path.split("/");
        int last = parts.length > 1 && parts[parts.length - 1].matches("\\d+")
                ? Integer.parseInt(parts[parts.length - 1])
                : 0;
        if (path.equals("/refused/chat/completions")) {
            return send(request, out, 429, "Content-Type: application/json", REFUSAL.getBytes(StandardCharsets.UTF_8));
        }
        if (path.endsWith("/chat/completions") && !parts[1].equals("drop")) {
            return send(
                    request, out, 200, "Content-Type: application/json", COMPLETION.getBytes(StandardCharsets.UTF_8));
        }
        switch (parts[1]) {
            case "ok":
                return send(request, out, 200, null, "hello".getBytes(StandardCharsets.UTF_8));
            case "empty":
                return send(request, out, 204, null, null);
            case "bytes":
                return send(request, out, 200, null, bytes(last));
            case "chunked":
                return sendChunked(out, bytes(last));
            case "echo":
                return send(request, out, 200, null, request.body());
            case "status":
                return send(request, out, Integer.parseInt(parts[2]), null, bytes(last));
            case "redirect":
                String next = last > 1 ? "/redirect/" + (last - 1) : "/ok";
                return send(request, out, 302, "Location: " + uri(next), "moved".getBytes(StandardCharsets.UTF_8));
            case "circle":
                return send(request, out, 302, "Location: " + uri(path), "moved".getBytes(StandardCharsets.UTF_8));
            case "endless":
                String further = "/endless/" + (last + 1);
                return send(request, out, 302, "Location: " + uri(further), "moved".getBytes(StandardCharsets.UTF_8));
            case "secret":
                boolean known = !path.endsWith("/other") && request.headers().containsKey("authorization");
                String realm = "WWW-Authenticate: Basic realm=\"" + path + "\"";
                return send(
                        request,
                        out,
                        known ? 200 : 401,
                        known ? null : realm,
                        "for others".getBytes(StandardCharsets.UTF_8));
            case "slow":
                return sendSlowly(out);
            case "hang":
                awaitRelease();
                return false;
            case "drop":
                return false;
            case "drop-once":
                return !dropped.add(path) && send(request, out, 200, null, bytes(10));
            case "truncated":
                out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nabc"
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
                return false;
            default:
                return send(request, out, 404, null, bytes(20));
        }
    }

    private static boolean send(Received request, OutputStream out, int status, String header, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
        head.append(header == null ? "" : header + "\r\n");
        head.append(body == null ? "" : "Content-Length: " + body.length + "\r\n")
                .append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        if (body != null && !request.method().equals("HEAD")) {
            out.write(body);
        }
        return true;
    }

    private static boolean sendChunked(OutputStream out, byte[] body) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int at = 0; at < body.length; at += 1000) {
            int size = Math.min(1000, body.length - at);
            out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, at, size);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    private boolean sendSlowly(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcde".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        awaitRelease();
        out.write("fghij".getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
