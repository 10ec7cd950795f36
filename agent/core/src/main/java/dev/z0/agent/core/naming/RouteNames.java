package dev.z0.agent.core.naming;

import java.util.ArrayList;
import java.util.List;

/** Makes and remembers the names and templates of routes. Bounded; see {@link Routes}. */
final class RouteNames {

    private static final int MAX_PATH = 1024;
    private static final int MAX_SEGMENTS = 6;

    private final List<ClockCache<String>> byMethod = new ArrayList<>();
    private final Vocabulary names = new Vocabulary(1000);
    private final Vocabulary templates = new Vocabulary(1000);
    private final PathTree paths = new PathTree(200, 30, 2000);

    RouteNames(int methods) {
        for (int i = 0; i < methods; i++) {
            byMethod.add(new ClockCache<>(256));
        }
    }

    String webName(int method, String verb, String route) {
        String key = cut(route);
        ClockCache<String> cache = byMethod.get(method);
        String name = cache.get(key);
        if (name == null) {
            name = names.admit(nameOf(verb, PathSegments.of(key)), "z0.web.other." + verb);
            cache.put(key, name);
        }
        return name;
    }

    String templateOf(String path) {
        List<String> segments = paths.segments(cut(path));
        StringBuilder template = new StringBuilder(64);
        int count = Math.min(segments.size(), MAX_SEGMENTS);
        for (int i = 0; i < count; i++) {
            template.append('/').append(segments.get(i));
        }
        if (segments.size() > count) {
            template.append("/*");
        }
        return template.length() == 0 ? "/" : templates.admit(template.toString(), "/*");
    }

    private static String nameOf(String verb, List<String> segments) {
        String component = null;
        String prefix = null;
        StringBuilder operation = new StringBuilder(verb);
        boolean endsInVariable = false;
        boolean wild = false;
        for (String segment : segments) {
            endsInVariable = segment.equals(PathSegments.ID);
            if (endsInVariable || segment.equals("$")) {
                continue;
            }
            String word = segment.startsWith("*.") ? segment.substring(2) : segment;
            if (segment.equals("*") || segment.equals(PathSegments.FILE)) {
                wild = true;
            } else if (component != null) {
                operation.append('_').append(Names.segment(word));
            } else if (word.equalsIgnoreCase("api") || Identifiers.isVersion(word)) {
                prefix = prefix == null ? word : prefix;
            } else {
                component = word;
            }
        }
        if (endsInVariable) {
            operation.append("_by_id");
        }
        if (component == null) {
            component = prefix != null ? prefix : wild ? "any" : "root";
        }
        return Names.join("web", component, operation.toString());
    }

    private static String cut(String path) {
        return path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH);
    }
}
