package dev.z0.exporter.line;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.redact.Redactor;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** The line of something that z0 says about itself. */
final class AgentLine {
    private static final int MOST_ELEMENTS = 100;

    private final Service service;
    private final Layout layout;

    AgentLine(LineSettings settings, Service service) {
        this.service = service;
        this.layout = settings.layout(Kind.AGENT);
    }

    void write(AgentMessage message, JsonLine out) throws IOException {
        out.begin(layout);
        for (Key key : layout.keys()) {
            value(key, message, out);
        }
        for (Map.Entry<String, Object> field : message.fields().entrySet()) {
            field(field.getKey(), field.getValue(), out);
        }
        out.end();
    }

    private void value(Key key, AgentMessage message, JsonLine out) throws IOException {
        switch (key) {
            case TS:
                out.time(key, message.millis());
                break;
            case LEVEL:
                out.text(key, message.level());
                break;
            case KIND:
                out.text(key, Kind.AGENT.text());
                break;
            case MESSAGE:
                out.text(key, Redactor.text(message.text()));
                break;
            case SERVICE:
                out.text(key, service.name(), UnitLine.MOST_OF_A_NAME);
                break;
            case BUILD_VERSION:
                out.text(key, service.buildVersion(), UnitLine.MOST_OF_A_NAME);
                break;
            default:
        }
    }

    private static void field(String name, Object value, JsonLine out) throws IOException {
        if (value instanceof String) {
            out.text(name, Redactor.text((String) value), SafeText.MOST_BYTES);
        } else if (value instanceof Collection) {
            out.array(name);
            int written = 0;
            for (Object element : (Collection<?>) value) {
                if (written++ < MOST_ELEMENTS) {
                    out.element(Redactor.text(String.valueOf(element)), UnitLine.MOST_OF_A_NAME);
                }
            }
            out.endArray();
        } else {
            out.scalar(name, value);
        }
    }
}
