package dev.z0.instrumentation.netty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that says what it is told to, byte by byte. */
final class RawConnection implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("(?i)\\r\\nX-Request-Id: *(\\S+)\\r\\n");

    private final Socket socket;
    private final InputStream in;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Everything up to and with {@code end}. */
    String readTo(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end, text.length() - end.length()) < 0) {
            int next = in.read();
            assertTrue(next >= 0, () -> "closed after " + text);
            text.append((char) next);
        }
        return text.toString();
    }

    /** Everything until the server closes the connection. */
    String readAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** The id in a response's head; null for none. */
    static String id(String head) {
        Matcher matcher = ID.matcher(head);
        return matcher.find() ? matcher.group(1) : null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
