package dev.z0.agent.core.naming;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Learns from raw paths where words stand for values: {@code /articles/how-to-cook} looks like an interface until it has
 * many siblings. A place that has shown more different words than an interface would have there is <code>{id}</code> from
 * then on, for all words: each place changes at most once, and what lies below it is learned anew. Words that come when
 * the tree is full are <code>{id}</code> too. Safe for use by several threads; a path that brings nothing new takes no lock.
 */
final class PathTree {

    private static final int MAX_DEPTH = 8;

    private final int atFirst;
    private final int below;
    private final int capacity;
    private final AtomicInteger nodes = new AtomicInteger();
    private final Node root = new Node();

    /**
     * @param atFirst how many different words may be the first of a path, not counting {@code api} and versions
     * @param below how many may follow any other word
     * @param capacity how many places are learned in all
     */
    PathTree(int atFirst, int below, int capacity) {
        this.atFirst = atFirst;
        this.below = below;
        this.capacity = capacity;
    }

    /** The path's segments as {@link PathSegments} has them, with <code>{id}</code> for words that are values. */
    List<String> segments(String path) {
        List<String> segments = PathSegments.of(path);
        Node node = root;
        boolean first = true;
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean word = isWord(segment);
            if (word && (node == null || i >= MAX_DEPTH || node.varied)) {
                segment = PathSegments.ID;
            }
            Node next = node == null ? null : node.children.get(segment);
            if (next == null && node != null && i < MAX_DEPTH) {
                next = learn(node, segment, first ? atFirst : below);
                segment = word && (next == null || node.varied) ? PathSegments.ID : segment;
            }
            segments.set(i, segment);
            first &= !word;
            node = next;
        }
        return segments;
    }

    /** The node of a segment that was not known below this one; null where there is no room. */
    private synchronized Node learn(Node node, String segment, int limit) {
        boolean word = isWord(segment);
        if (word && !node.varied && node.words >= limit) {
            node.varied = true;
            node.children.keySet().removeIf(PathTree::isWord);
        }
        String name = word && node.varied ? PathSegments.ID : segment;
        Node known = node.children.get(name);
        if (known != null || nodes.get() >= capacity) {
            return known;
        }
        nodes.incrementAndGet();
        node.words += word ? 1 : 0;
        Node made = new Node();
        node.children.put(name, made);
        return made;
    }

    /** Whether a value could stand in its place. */
    private static boolean isWord(String segment) {
        char first = segment.charAt(0);
        return first != '{' && first != '*' && !segment.equalsIgnoreCase("api") && !Identifiers.isVersion(segment);
    }

    private static final class Node {
        final ConcurrentHashMap<String, Node> children = new ConcurrentHashMap<>(2);
        volatile boolean varied;
        /** Guarded by the tree. */
        int words;
    }
}
