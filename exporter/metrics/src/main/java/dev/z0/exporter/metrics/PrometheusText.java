package dev.z0.exporter.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** Writes metrics in Prometheus' text format, version 0.0.4. */
final class PrometheusText {
    private PrometheusText() {}

    /** All these metrics, one after the other. */
    static void write(Collection<MetricData> metrics, Appendable out) throws IOException {
        for (MetricData metric : metrics) {
            write(metric, out);
        }
    }

    private static void write(MetricData metric, Appendable out) throws IOException {
        String type = type(metric);
        String name = name(metric, type);
        out.append("# HELP ").append(name).append(' ');
        escape(metric.getDescription(), false, out);
        out.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
        for (PointData point : metric.getData().getPoints()) {
            if (point instanceof HistogramPointData) {
                histogram(name, (HistogramPointData) point, out);
            } else {
                String value = point instanceof LongPointData
                        ? Long.toString(((LongPointData) point).getValue())
                        : number(((DoublePointData) point).getValue());
                sample(name, "", point.getAttributes(), null, value, out);
            }
        }
    }

    private static String type(MetricData metric) {
        MetricDataType type = metric.getType();
        return type == MetricDataType.HISTOGRAM ? "histogram" : isGauge(metric) ? "gauge" : "counter";
    }

    /** Whether the metric tells how things stand, not how much has happened. */
    static boolean isGauge(MetricData metric) {
        return metric.getType() == MetricDataType.LONG_GAUGE || metric.getType() == MetricDataType.DOUBLE_GAUGE;
    }

    /** OpenTelemetry's own names get their unit, as Prometheus names things; z0's have it. */
    private static String name(MetricData metric, String type) {
        StringBuilder name = new StringBuilder(identifier(metric.getName()));
        if (metric.getUnit().equals("s")) {
            name.append("_seconds");
        } else if (metric.getUnit().equals("By")) {
            name.append("_bytes");
        }
        if (type.equals("counter") && name.lastIndexOf("_total") != name.length() - "_total".length()) {
            name.append("_total");
        }
        return name.toString();
    }

    /** What is no letter, digit or underscore becomes an underscore. */
    private static String identifier(String text) {
        char[] name = text.toCharArray();
        for (int i = 0; i < name.length; i++) {
            char c = name[i];
            boolean fine = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || i > 0 && c >= '0' && c <= '9';
            name[i] = fine ? c : '_';
        }
        return new String(name);
    }

    private static void histogram(String name, HistogramPointData point, Appendable out) throws IOException {
        long below = 0;
        for (int i = 0; i < point.getCounts().size(); i++) {
            below += point.getCounts().get(i);
            String bound = i < point.getBoundaries().size()
                    ? number(point.getBoundaries().get(i))
                    : "+Inf";
            sample(name, "_bucket", point.getAttributes(), bound, Long.toString(below), out);
        }
        sample(name, "_sum", point.getAttributes(), null, number(point.getSum()), out);
        sample(name, "_count", point.getAttributes(), null, Long.toString(point.getCount()), out);
    }

    private static void sample(
            String name, String suffix, Attributes labels, String bound, String value, Appendable out)
            throws IOException {
        out.append(name).append(suffix);
        char before = '{';
        for (Map.Entry<AttributeKey<?>, Object> label : labels.asMap().entrySet()) {
            label(before, identifier(label.getKey().getKey()), String.valueOf(label.getValue()), out);
            before = ',';
        }
        if (bound != null) {
            label(before, "le", bound, out);
            before = ',';
        }
        out.append(before == '{' ? " " : "} ").append(value).append('\n');
    }

    private static void label(char before, String name, String value, Appendable out) throws IOException {
        out.append(before).append(name).append("=\"");
        escape(value, true, out);
        out.append('"');
    }

    private static void escape(String text, boolean quoted, Appendable out) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                out.append("\\n");
            } else if (c == '\\' || quoted && c == '"') {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
    }

    /** Whole numbers without a fraction, as people write bucket bounds. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
