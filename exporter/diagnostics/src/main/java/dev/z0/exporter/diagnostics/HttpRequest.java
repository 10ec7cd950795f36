package dev.z0.exporter.diagnostics;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The head of a request, read strictly: what a browser, curl or Prometheus sends passes. A body is never read. */
final class HttpRequest {
    private static final int MOST_BYTES = 8_192;

    private final boolean head;
    private final String path;
    private final String query;
    private final Map<String, String> headers;

    private HttpRequest(boolean head, String target, Map<String, String> headers) {
        this.head = head;
        int mark = target.indexOf('?');
        path = mark < 0 ? target : target.substring(0, mark);
        query = mark < 0 ? "" : target.substring(mark + 1);
        this.headers = headers;
    }

    /** Waits as long as the socket lets it. */
    static HttpRequest read(InputStream in) throws IOException, Refused {
        byte[] bytes = new byte[MOST_BYTES];
        int length = 0;
        int end;
        do {
            if (length == MOST_BYTES) {
                throw new Refused(431, "the request's head is longer than " + MOST_BYTES + " bytes");
            }
            int read = in.read(bytes, length, MOST_BYTES - length);
            if (read < 0) {
                throw new EOFException();
            }
            end = end(bytes, Math.max(0, length - 3), length + read);
            length += read;
        } while (end < 0);
        return parse(new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
    }

    /** Where the empty line ends the head; -1 where it does not yet. */
    private static int end(byte[] bytes, int from, int to) {
        for (int i = from; i < to - 1; i++) {
            if (bytes[i] == '\n'
                    && (bytes[i + 1] == '\n' || i + 2 < to && bytes[i + 1] == '\r' && bytes[i + 2] == '\n')) {
                return i;
            }
        }
        return -1;
    }

    private static HttpRequest parse(String text) throws Refused {
        String[] lines = lines(text);
        String first = lines[0];
        int space = first.indexOf(' ');
        int last = first.lastIndexOf(' ');
        if (space <= 0 || last <= space + 1 || !first.startsWith("HTTP/", last + 1)) {
            throw new Refused(400, "this is no HTTP request");
        }
        if (!first.startsWith("1.", last + 6)) {
            throw new Refused(505, "HTTP/1.1 is spoken here");
        }
        String target = first.substring(space + 1, last);
        if (target.charAt(0) != '/' || !isVisible(target)) {
            throw new Refused(400, "the request's target is no path");
        }
        String method = first.substring(0, space);
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new Refused(405, "GET and HEAD are answered here, and nothing else");
        }
        return new HttpRequest(method.equals("HEAD"), target, headers(lines));
    }

    private static Map<String, String> headers(String[] lines) throws Refused {
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0 || !isVisible(lines[i].substring(0, colon))) {
                throw new Refused(400, "a header is malformed");
            }
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            String twice = headers.put(name, lines[i].substring(colon + 1).trim());
            if (twice != null && (name.equals("host") || name.equals("authorization"))) {
                throw new Refused(400, "a header is there twice: " + name);
            }
        }
        return headers;
    }

    private static String[] lines(String text) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].endsWith("\r")) {
                lines[i] = lines[i].substring(0, lines[i].length() - 1);
            }
        }
        return lines;
    }

    private static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** Whether only the head of the response is asked for. */
    boolean isHead() {
        return head;
    }

    /** As it came: nothing in it is decoded. */
    String path() {
        return path;
    }

    /** What stands behind the question mark, as it came. */
    String query() {
        return query;
    }

    /** The header's value, its bytes as ISO-8859-1; null where there is none. The name is in lower case. */
    String header(String name) {
        return headers.get(name);
    }
}
