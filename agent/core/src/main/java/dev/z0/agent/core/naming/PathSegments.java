package dev.z0.agent.core.naming;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Splits a route or raw path into segments that hold no value: words, {@code {id}}, wildcards and files. */
final class PathSegments {

    static final String ID = "{id}";
    static final String FILE = "{file}";

    private static final Set<String> EXTENSIONS = new HashSet<>(Arrays.asList(
            "html", "htm", "xhtml", "jsp", "jsf", "do", "action", "php", "js", "mjs", "css", "map", "json", "xml",
            "txt", "csv", "pdf", "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "woff", "woff2", "ttf", "zip",
            "wasm"));

    private PathSegments() {}

    /** The segments up to a query, fragment or matrix parameter; empty ones are left out. */
    static List<String> of(String path) {
        List<String> segments = new ArrayList<>(8);
        int length = path.length();
        int braces = 0;
        int start = 0;
        boolean last = false;
        for (int i = 0; i <= length && !last; i++) {
            char c = i == length ? '/' : path.charAt(i);
            last = i == length || braces == 0 && (c == '?' || c == '#');
            if (last || c == '/' && braces == 0) {
                if (i > start) {
                    add(segments, path.substring(start, i), isLastOf(path, i));
                }
                start = i + 1;
            } else if (c == '{') {
                braces++;
            } else if (c == '}' && braces > 0) {
                braces--;
            }
        }
        return segments;
    }

    private static boolean isLastOf(String path, int end) {
        return end >= path.length() || path.charAt(end) != '/' || end + 1 == path.length();
    }

    private static void add(List<String> segments, String raw, boolean last) {
        int matrix = raw.indexOf('{') < 0 ? raw.indexOf(';') : -1;
        String segment = matrix < 0 ? raw : raw.substring(0, matrix);
        if (!segment.isEmpty()) {
            segments.add(classify(segment, last));
        }
    }

    private static String classify(String segment, boolean last) {
        char first = segment.charAt(0);
        if (first == ':' || first == '<' || segment.indexOf('{') >= 0) {
            return ID;
        }
        if (segment.equals("*") || segment.equals("**")) {
            return "*";
        }
        if (Identifiers.isVersion(segment)) {
            return segment;
        }
        int dot = segment.lastIndexOf('.');
        if (last && dot >= 0 && segment.indexOf('@') < 0 && segment.indexOf('%') < 0) {
            String extension = segment.substring(dot + 1);
            return EXTENSIONS.contains(extension) ? "*." + extension : FILE;
        }
        return Identifiers.isId(segment) ? ID : segment;
    }
}
