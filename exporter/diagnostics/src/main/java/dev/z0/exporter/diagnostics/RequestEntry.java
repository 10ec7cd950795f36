package dev.z0.exporter.diagnostics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.redact.Redactor;
import java.io.IOException;

/** A request that has ended. */
final class RequestEntry extends UnitEntry {
    private static final int MOST_OF_A_PATH = 512;

    private final String method;
    private final String path;
    private final String route;
    private final int status;

    RequestEntry(Request request) {
        super(request);
        method = text(request.method());
        path = Redactor.clean(Redactor.path(request.path()), MOST_OF_A_PATH);
        route = Redactor.clean(request.route(), MOST_OF_A_PATH);
        status = request.status();
    }

    String route() {
        return route;
    }

    int status() {
        return status;
    }

    @Override
    String title() {
        return method + ' ' + route;
    }

    @Override
    void fields(JsonGenerator out) throws IOException {
        text("method", method, out);
        text("path", path, out);
        text("route", route, out);
        out.writeNumberField("status", status);
        super.fields(out);
    }
}
