package dev.z0.exporter.line;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Failure;
import dev.z0.agent.core.redact.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The line of an outgoing call that failed. */
final class ExternalLine {
    private static final int MOST_OF_A_BODY = 2048;
    private static final int MOST_OF_A_PATH = 1024;

    private final LineSettings settings;
    private final Service service;
    private final Layout layout;
    private final StringBuilder message = new StringBuilder();

    ExternalLine(LineSettings settings, Service service) {
        this.settings = settings;
        this.service = service;
        this.layout = settings.layout(Kind.EXTERNAL);
    }

    void write(ExternalCall call, JsonLine out) throws IOException {
        Failure failure = Failure.of(call);
        out.begin(layout);
        for (Key key : layout.keys()) {
            value(key, call, failure, out);
        }
        out.end();
    }

    private void value(Key key, ExternalCall call, Failure failure, JsonLine out) throws IOException {
        switch (key) {
            case TS:
                long ago = (System.nanoTime() - call.endNanos()) / 1_000_000;
                out.time(key, System.currentTimeMillis() - ago);
                break;
            case LEVEL:
                out.text(key, "warn");
                break;
            case KIND:
                out.text(key, "external");
                break;
            case MESSAGE:
                out.text(key, message(call), UnitLine.MOST_OF_A_NAME);
                break;
            case CALLER:
                out.text(key, service.name(), UnitLine.MOST_OF_A_NAME);
                break;
            case BUILD_VERSION:
                out.text(key, service.buildVersion(), UnitLine.MOST_OF_A_NAME);
                break;
            case SERVICE:
                out.text(key, call.target().service(), UnitLine.MOST_OF_A_NAME);
                break;
            case OPERATION:
                out.text(key, call.target().operation(), UnitLine.MOST_OF_A_NAME);
                break;
            case METHOD:
                out.text(key, call.method(), UnitLine.MOST_OF_A_NAME);
                break;
            case ENDPOINT:
                out.text(key, call.target().host() + Redactor.path(call.path()), MOST_OF_A_PATH);
                break;
            case STATUS:
                if (call.status() > 0) {
                    out.number(key, call.status());
                }
                break;
            case MS:
                out.millis(key, call.durationNanos());
                break;
            case RETRY_COUNT:
                out.number(key, call.retries());
                break;
            case ERROR_CLASS:
                out.text(key, failure == null ? call.errorType() : failure.errorClass());
                break;
            case RESPONSE_BODY:
                out.text(key, body(call.responseBody()), MOST_OF_A_BODY);
                break;
            default:
                if (!EnclosingIds.write(key, call, settings, out)) {
                    FailureKeys.write(key, failure, settings, out);
                }
        }
    }

    private String message(ExternalCall call) {
        message.setLength(0);
        message.append(call.target().service())
                .append(' ')
                .append(call.target().operation())
                .append(' ')
                .append(call.errorType())
                .append(' ')
                .append(Millis.rounded(call.durationNanos()))
                .append("ms");
        return message.toString();
    }

    /** Null for what is no text, such as a compressed body. */
    private static String body(byte[] head) {
        if (head == null) {
            return null;
        }
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return null;
            }
        }
        return Redactor.text(new String(head, StandardCharsets.UTF_8));
    }
}
