package dev.z0.exporter.metrics;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A collector that takes metrics by OTLP over HTTP. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final LinkedBlockingQueue<ExportMetricsServiceRequest> requests = new LinkedBlockingQueue<>();

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/metrics", exchange -> {
            requests.add(ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next delivery, all metrics by name. */
    Delivery next() throws InterruptedException {
        ExportMetricsServiceRequest request = requests.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("nothing was sent");
        }
        return new Delivery(request);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** What was sent at once. */
    static final class Delivery {
        final Map<String, Metric> metrics = new TreeMap<>();
        final Map<String, String> resource;

        Delivery(ExportMetricsServiceRequest request) {
            resource = labels(request.getResourceMetrics(0).getResource().getAttributesList());
            request.getResourceMetricsList().forEach(of -> of.getScopeMetricsList()
                    .forEach(scope -> scope.getMetricsList().forEach(metric -> metrics.put(metric.getName(), metric))));
        }

        /** The value of a counter or gauge in the series with exactly these labels, each {@code name=value}. */
        double value(String name, String... labels) {
            NumberDataPoint point = points(name).get(series(labels));
            if (point == null) {
                throw new AssertionError(
                        name + series(labels) + " is not among " + points(name).keySet());
            }
            return point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
        }

        /** All series of a counter or gauge. */
        Map<Map<String, String>, NumberDataPoint> points(String name) {
            Metric metric = metric(name);
            Map<Map<String, String>, NumberDataPoint> points = new java.util.HashMap<>();
            List<NumberDataPoint> all = new ArrayList<>(metric.getSum().getDataPointsList());
            all.addAll(metric.getGauge().getDataPointsList());
            all.forEach(point -> points.put(labels(point.getAttributesList()), point));
            return points;
        }

        /** The histogram of the series with exactly these labels. */
        HistogramDataPoint histogram(String name, String... labels) {
            for (HistogramDataPoint point : metric(name).getHistogram().getDataPointsList()) {
                if (labels(point.getAttributesList()).equals(series(labels))) {
                    return point;
                }
            }
            throw new AssertionError(name + series(labels) + " is not in " + metric(name));
        }

        Metric metric(String name) {
            Metric metric = metrics.get(name);
            if (metric == null) {
                throw new AssertionError(name + " is not among " + metrics.keySet());
            }
            return metric;
        }

        private static Map<String, String> series(String... labels) {
            Map<String, String> series = new TreeMap<>();
            for (String label : labels) {
                series.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1));
            }
            return series;
        }

        private static Map<String, String> labels(List<KeyValue> attributes) {
            Map<String, String> labels = new TreeMap<>();
            for (KeyValue attribute : attributes) {
                labels.put(
                        attribute.getKey(),
                        attribute.getValue().hasIntValue()
                                ? Long.toString(attribute.getValue().getIntValue())
                                : attribute.getValue().hasBoolValue()
                                        ? Boolean.toString(attribute.getValue().getBoolValue())
                                        : attribute.getValue().getStringValue());
            }
            return labels;
        }
    }
}
