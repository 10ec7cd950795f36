package dev.z0.exporter.line;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.export.MetricPoint;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** The line of one series of a metric: what it came to since its last line. */
final class MetricLine {
    private final Service service;
    private final Layout layout;

    MetricLine(LineSettings settings, Service service) {
        this.service = service;
        this.layout = settings.layout(Kind.METRIC);
    }

    void write(MetricPoint point, JsonLine out) throws IOException {
        out.begin(layout);
        for (Key key : layout.keys()) {
            value(key, point, out);
        }
        out.end();
    }

    private void value(Key key, MetricPoint point, JsonLine out) throws IOException {
        switch (key) {
            case TS:
                out.time(key, point.epochMillis());
                break;
            case LEVEL:
                out.text(key, "info");
                break;
            case KIND:
                out.text(key, Kind.METRIC.text());
                break;
            case MESSAGE:
                out.text(key, message(point));
                break;
            case SERVICE:
                out.text(key, service.name(), UnitLine.MOST_OF_A_NAME);
                break;
            case BUILD_VERSION:
                out.text(key, service.buildVersion(), UnitLine.MOST_OF_A_NAME);
                break;
            case METRIC:
                out.text(key, point.metric(), UnitLine.MOST_OF_A_NAME);
                break;
            case LABELS:
                out.object(key);
                for (Map.Entry<String, String> label : point.labels().entrySet()) {
                    out.text(label.getKey(), label.getValue(), UnitLine.MOST_OF_A_NAME);
                }
                out.endObject();
                break;
            default:
                out.scalar(key, point.values().get(key.name().toLowerCase(Locale.ROOT)));
        }
    }

    private static String message(MetricPoint point) {
        StringBuilder text = new StringBuilder(point.metric());
        for (Map.Entry<String, String> label : point.labels().entrySet()) {
            text.append(' ').append(label.getKey()).append('=').append(label.getValue());
        }
        for (Map.Entry<String, Number> value : point.values().entrySet()) {
            text.append(' ').append(value.getKey()).append(' ').append(value.getValue());
        }
        return text.toString();
    }
}
