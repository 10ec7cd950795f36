package dev.z0.exporter.metrics;

import dev.z0.agent.core.export.MetricPoint;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Metrics as lines want them: one point for each series in which something happened. */
final class MetricPoints {
    private MetricPoints() {}

    static MetricPoint[] of(Collection<MetricData> metrics) {
        List<MetricPoint> points = new ArrayList<>();
        for (MetricData metric : metrics) {
            boolean gauge = PrometheusText.isGauge(metric);
            for (PointData point : metric.getData().getPoints()) {
                Map<String, Number> values = values(point);
                if (gauge || values.values().iterator().next().doubleValue() != 0) {
                    points.add(new MetricPoint(
                            metric.getName(),
                            labels(point.getAttributes()),
                            values,
                            TimeUnit.NANOSECONDS.toMillis(point.getEpochNanos())));
                }
            }
        }
        return points.toArray(new MetricPoint[0]);
    }

    private static Map<String, Number> values(PointData point) {
        if (point instanceof LongPointData) {
            return Collections.singletonMap("value", ((LongPointData) point).getValue());
        }
        if (point instanceof DoublePointData) {
            return Collections.singletonMap("value", ((DoublePointData) point).getValue());
        }
        HistogramPointData histogram = (HistogramPointData) point;
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("count", histogram.getCount());
        values.put("sum", histogram.getSum());
        values.put("min", histogram.getMin());
        values.put("max", histogram.getMax());
        return values;
    }

    private static Map<String, String> labels(Attributes attributes) {
        Map<String, String> labels = new LinkedHashMap<>();
        attributes.forEach((key, value) -> labels.put(key.getKey(), String.valueOf(value)));
        return labels;
    }
}
