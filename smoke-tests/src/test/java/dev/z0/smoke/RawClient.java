package dev.z0.smoke;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a well-behaved client does not do: going away in the middle, and sending the next request before the answer. */
final class RawClient {
    private static final Pattern HEAD =
            Pattern.compile("HTTP/1\\.1 (\\d{3})[^\\n]*\\r\\n((?:[^\\r\\n]+\\r\\n)*)\\r\\n");
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: *(\\d+)");
    private static final Pattern ID = Pattern.compile("(?im)^X-Request-Id: *(\\S+)");

    private final URI base;

    RawClient(URI base) {
        this.base = base;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(300_000);
        return socket;
    }

    private String head(Call call, String id, boolean last) {
        return call.method() + " " + call.path() + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n"
                + (id == null ? "" : "X-Request-Id: " + id + "\r\n")
                + (last ? "Connection: close\r\n" : "") + "\r\n";
    }

    /** Sends a request, reads a little of a long answer or nothing of a short one, and resets the connection. */
    Answer abort(Call call, String id) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head(call, id, false).getBytes(StandardCharsets.ISO_8859_1));
            if (call.path().contains("/stream")) {
                socket.getInputStream().read(new byte[512]);
            }
            socket.setSoLinger(true, 0);
        }
        return new Answer(call, id, 0, null, "");
    }

    /** Sends all requests at once, then reads all answers from the one connection. */
    List<Answer> pipeline(List<Call> calls, List<String> ids) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < calls.size(); i++) {
            requests.append(head(calls.get(i), ids.get(i), i == calls.size() - 1));
        }
        String answers;
        try (Socket socket = connect();
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.ISO_8859_1));
            answers = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        List<Answer> seen = new ArrayList<>();
        for (Matcher head = HEAD.matcher(answers); head.find(); ) {
            Matcher id = ID.matcher(head.group(2));
            Matcher length = LENGTH.matcher(head.group(2));
            int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
            int i = seen.size();
            seen.add(new Answer(
                    calls.get(i),
                    ids.get(i),
                    Integer.parseInt(head.group(1)),
                    id.find() ? id.group(1) : null,
                    answers.substring(head.end(), head.end() + bytes)));
        }
        if (seen.size() != calls.size()) {
            throw new IOException(calls.size() + " requests pipelined, answered with " + answers);
        }
        return seen;
    }
}
