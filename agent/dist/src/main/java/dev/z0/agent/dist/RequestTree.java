package dev.z0.agent.dist;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.z0.agent.core.record.SpanRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * What one request caused, put together from lines alone: each names its unit's span and the span of the unit that caused
 * it; a unit's spans share the first ten digits of their ids. Reads the files twice, and keeps only the lines of the request's traces.
 */
final class RequestTree {
    private static final JsonFactory JSON = new JsonFactory();

    private static final int UNIT_DIGITS = SpanRecord.UNIT_BITS / 4;

    /** What follows those digits in the id of the unit's own span. */
    private static final String UNIT_ITSELF = "000000";

    /** Lines by span id. */
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    private RequestTree() {}

    /** The tree of the request with this id, from files of lines; those that end in .gz are unpacked. */
    static RequestTree read(String requestId, List<Path> files) throws IOException {
        Set<String> traces = new HashSet<>();
        for (Path file : files) {
            eachLine(file, Collections.singleton(requestId), node -> {
                if (requestId.equals(node.field("request_id")) && node.field("trace_id") != null) {
                    traces.add(node.field("trace_id"));
                }
            });
        }
        RequestTree tree = new RequestTree();
        for (Path file : files) {
            eachLine(file, traces, node -> {
                if (traces.contains(node.field("trace_id")) && node.field("span_id") != null) {
                    tree.nodes.put(node.field("span_id"), node);
                }
            });
        }
        return tree;
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** Prints the tree, a line for each of theirs, in the order in which they began. */
    void print(PrintWriter out) {
        List<Node> roots = new ArrayList<>();
        for (Node node : nodes.values()) {
            Node parent = parent(node);
            (parent == null || parent == node ? roots : parent.children).add(node);
        }
        print(roots, "", true, out);
    }

    /** The line of the very span that caused it, as that of a failed call, else that of the unit around that span. */
    private Node parent(Node node) {
        String span = node.field("parent_span_id");
        Node cause = nodes.get(span);
        return cause != null || span == null || span.length() < UNIT_DIGITS
                ? cause
                : nodes.get(unit(span) + UNIT_ITSELF);
    }

    private static String unit(String span) {
        return span.substring(0, UNIT_DIGITS);
    }

    /**
     * Spans of a unit are numbered in the order in which they began, which tells more than the clocks of the services
     * that they called; what has no such number is put where its time says.
     */
    private static void sort(List<Node> siblings) {
        siblings.sort(Comparator.comparing(Node::call).thenComparingLong(Node::startMillis));
        long latest = Long.MIN_VALUE;
        for (Node node : siblings) {
            node.began = node.startMillis();
            if (!node.call().isEmpty()) {
                latest = Math.max(latest, node.began);
                node.began = latest;
            }
        }
        siblings.sort(Comparator.comparingLong(node -> node.began));
    }

    private static void print(List<Node> siblings, String indent, boolean top, PrintWriter out) {
        sort(siblings);
        for (int i = 0; i < siblings.size(); i++) {
            Node node = siblings.get(i);
            boolean last = i == siblings.size() - 1;
            out.println(top ? node.text() : indent + (last ? "└─ " : "├─ ") + node.text());
            print(node.children, top ? "" : indent + (last ? "   " : "│  "), false, out);
        }
    }

    /** Takes what {@link #eachLine} finds. */
    private interface Taker {
        void take(Node node);
    }

    /** Finds each line that mentions one of these texts and is a JSON object. */
    private static void eachLine(Path file, Set<String> mentioning, Taker taker) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                for (String text : mentioning) {
                    if (line.startsWith("{") && line.contains(text)) {
                        Node node = Node.parse(line);
                        if (node != null) {
                            taker.take(node);
                        }
                        break;
                    }
                }
            }
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** One line. */
    private static final class Node {
        private final Map<String, String> fields = new HashMap<>();
        private final List<Node> children = new ArrayList<>();
        private long began;

        /** The line's plain fields; null where it is no JSON object: an application may print next to z0. */
        static Node parse(String line) {
            Node node = new Node();
            try (JsonParser parser = JSON.createParser(line)) {
                parser.nextToken();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    JsonToken value = parser.nextToken();
                    if (value.isScalarValue()) {
                        node.fields.put(name, parser.getText());
                    } else {
                        parser.skipChildren();
                    }
                }
                return node;
            } catch (IOException e) {
                return null;
            }
        }

        String field(String name) {
            return fields.get(name);
        }

        /** The numbered span that it stands for in the unit that caused it; empty where there is none. */
        String call() {
            String parent = fields.getOrDefault("parent_span_id", "");
            String own = field("span_id");
            if (parent.length() < UNIT_DIGITS) {
                return "";
            }
            String call = own.startsWith(unit(parent)) ? own : parent;
            return call.endsWith(UNIT_ITSELF) ? "" : call;
        }

        long startMillis() {
            try {
                return Instant.parse(field("ts")).toEpochMilli() - Long.parseLong(fields.getOrDefault("ms", "0"));
            } catch (RuntimeException e) {
                return 0;
            }
        }

        String text() {
            String service = fields.getOrDefault("caller", fields.getOrDefault("service", "?"));
            StringBuilder text = new StringBuilder(service).append("  ").append(fields.getOrDefault("message", ""));
            String error = field("error_class");
            if (error != null) {
                text.append("  ").append(error);
                String message = field("error_msg");
                text.append(message == null ? "" : ": " + message);
            }
            return text.toString();
        }
    }
}
