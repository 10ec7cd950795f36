package dev.z0.exporter.diagnostics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An answer, whole in memory. Its connection closes behind it. Immutable. */
final class HttpResponse {
    private static final JsonFactory JSON = new JsonFactory();

    /** Nobody keeps it, frames it or takes it for something else, and the page runs nothing but its own script. */
    private static final String ALWAYS = "Cache-Control: no-store\r\n"
            + "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
            + "Cross-Origin-Resource-Policy: same-origin\r\n"
            + "Referrer-Policy: no-referrer\r\n"
            + "X-Content-Type-Options: nosniff\r\n"
            + "Connection: close\r\n";

    private final int status;
    private final String type;
    private final byte[] body;

    private HttpResponse(int status, String type, byte[] body) {
        this.status = status;
        this.type = type;
        this.body = body;
    }

    /** Writes a JSON document. */
    interface Document {
        void write(JsonGenerator out) throws IOException;
    }

    static HttpResponse json(Document document) throws IOException {
        return json(200, document);
    }

    static HttpResponse refused(Refused refused) throws IOException {
        return json(refused.status(), out -> {
            out.writeStartObject();
            out.writeStringField("error", refused.getMessage());
            out.writeEndObject();
        });
    }

    private static HttpResponse json(int status, Document document) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(body)) {
            document.write(out);
        }
        body.write('\n');
        return new HttpResponse(status, "application/json", body.toByteArray());
    }

    static HttpResponse of(String type, byte[] body) {
        return new HttpResponse(200, type, body);
    }

    /** In a single write: many clients read a short answer whole or not at all. */
    void write(OutputStream out, boolean headOnly) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(phrase())
                .append("\r\nContent-Type: ")
                .append(type)
                .append("\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n")
                .append(ALWAYS);
        if (status == 401) {
            head.append("WWW-Authenticate: Bearer\r\n");
        } else if (status == 405) {
            head.append("Allow: GET, HEAD\r\n");
        }
        byte[] ascii = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream all = new ByteArrayOutputStream(ascii.length + body.length);
        all.write(ascii, 0, ascii.length);
        all.write(body, 0, headOnly ? 0 : body.length);
        all.writeTo(out);
        out.flush();
    }

    private String phrase() {
        switch (status) {
            case 200:
                return "OK";
            case 400:
                return "Bad Request";
            case 401:
                return "Unauthorized";
            case 403:
                return "Forbidden";
            case 404:
                return "Not Found";
            case 405:
                return "Method Not Allowed";
            case 431:
                return "Request Header Fields Too Large";
            case 505:
                return "HTTP Version Not Supported";
            default:
                return "Internal Server Error";
        }
    }
}
