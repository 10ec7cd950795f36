package dev.z0.exporter.line;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.redact.Redactor;
import java.io.IOException;

/** The line of an inbound HTTP request. */
final class RequestLine extends UnitLine<Request> {
    private static final int MOST_OF_A_METHOD = 64;
    private static final int MOST_OF_A_ROUTE = 1024;

    private final LineSettings settings;

    RequestLine(LineSettings settings, Service service) {
        super(Kind.REQUEST, settings, service);
        this.settings = settings;
    }

    @Override
    String level() {
        if (unit.failed()) {
            return "error";
        }
        boolean slow = settings.slowNanos() > 0 && unit.durationNanos() >= settings.slowNanos();
        return unit.status() >= 400 || slow ? "warn" : levelOfWork();
    }

    @Override
    void message(StringBuilder text) {
        text.append(unit.method())
                .append(' ')
                .append(unit.route())
                .append(' ')
                .append(unit.status())
                .append(' ')
                .append(Millis.rounded(unit.durationNanos()))
                .append("ms");
    }

    @Override
    String type() {
        return unit.name().substring("z0.web.".length());
    }

    @Override
    boolean success() {
        return unit.status() < 400 && !unit.failed();
    }

    @Override
    void value(Key key, JsonLine out) throws IOException {
        switch (key) {
            case METHOD:
                out.text(key, Redactor.text(unit.method()), MOST_OF_A_METHOD);
                break;
            case PATH:
                out.text(key, Redactor.path(unit.path()));
                break;
            case ROUTE:
                out.text(key, unit.route(), MOST_OF_A_ROUTE);
                break;
            case STATUS:
                out.number(key, unit.status());
                break;
            case BYTES_IN:
                known(key, unit.bytesIn(), out);
                break;
            case BYTES_OUT:
                known(key, unit.bytesOut(), out);
                break;
            case CLIENT:
                out.text(key, unit.client(), MOST_OF_A_NAME);
                break;
            case ASYNC:
                if (unit.isAsync()) {
                    out.flag(key, true);
                }
                break;
            default:
                super.value(key, out);
        }
    }

    private static void known(Key key, long bytes, JsonLine out) throws IOException {
        if (bytes >= 0) {
            out.number(key, bytes);
        }
    }
}
