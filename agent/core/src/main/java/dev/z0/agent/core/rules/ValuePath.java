package dev.z0.agent.core.rules;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a value is to be found in a call: {@code arg0.customer.id}, {@code this.name}, {@code return.size},
 * {@code arg1[key]}, {@code thrown.class}, {@code ms}, {@code 'text'}. Immutable. Reading never throws; what isn't there
 * is null. A path has at most eight steps, so it ends on cyclic objects too.
 */
final class ValuePath {
    private static final int MOST_STEPS = 8;
    private static final int LONGEST = 200;
    private static final int LONGEST_TEXT = 256;

    /** What a path begins with. */
    private enum Root {
        THIS,
        ARGUMENT,
        RETURN,
        THROWN,
        MS,
        TEXT
    }

    private final Root root;
    private final int argument;
    private final String text;
    private final String[] steps;
    private final boolean[] isKey;

    private ValuePath(Root root, int argument, String text, List<String> steps) {
        this.root = root;
        this.argument = argument;
        this.text = text;
        this.steps = new String[steps.size()];
        this.isKey = new boolean[steps.size()];
        for (int i = 0; i < this.steps.length; i++) {
            isKey[i] = steps.get(i).charAt(0) == '[';
            this.steps[i] = steps.get(i).substring(1);
        }
    }

    /**
     * Reads a path.
     *
     * @throws BadRule where it is none
     */
    static ValuePath of(Json json) throws BadRule {
        return of(json.text(), json);
    }

    static ValuePath of(String path, Json at) throws BadRule {
        int length = path.length();
        if (length > LONGEST) {
            throw new BadRule("a path of more than " + LONGEST + " characters", at);
        }
        if (length >= 2 && path.charAt(0) == '\'' && path.charAt(length - 1) == '\'') {
            return new ValuePath(Root.TEXT, 0, path.substring(1, length - 1), new ArrayList<>());
        }
        int end = 0;
        while (end < length && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        List<String> steps = steps(path, end, at);
        String word = path.substring(0, end);
        if (word.startsWith("arg") && word.length() > 3 && word.length() < 6 && digits(word, 3)) {
            return new ValuePath(Root.ARGUMENT, Integer.parseInt(word.substring(3)), null, steps);
        }
        switch (word) {
            case "this":
                return new ValuePath(Root.THIS, 0, null, steps);
            case "return":
                return new ValuePath(Root.RETURN, 0, null, steps);
            case "thrown":
                return new ValuePath(Root.THROWN, 0, null, steps);
            case "ms":
                return new ValuePath(Root.MS, 0, null, steps);
            default:
                throw new BadRule(
                        "'" + Fields.cut(path)
                                + "' does not begin with this, arg0, arg1 …, return, thrown or ms, and is no 'text'",
                        at);
        }
    }

    private static List<String> steps(String path, int from, Json at) throws BadRule {
        List<String> steps = new ArrayList<>();
        int i = from;
        while (i < path.length()) {
            boolean key = path.charAt(i) == '[';
            int start = ++i;
            while (i < path.length() && (key ? path.charAt(i) != ']' : part(path.charAt(i)))) {
                i++;
            }
            boolean closed = !key || i < path.length();
            if (i == start || !closed || steps.size() == MOST_STEPS) {
                throw new BadRule("'" + Fields.cut(path) + "' is no path of at most " + MOST_STEPS + " steps", at);
            }
            steps.add((key ? '[' : '.') + path.substring(start, i));
            i += key ? 1 : 0;
            if (i < path.length() && path.charAt(i) != '.' && path.charAt(i) != '[') {
                throw new BadRule(
                        "'" + Fields.cut(path) + "' has '" + path.charAt(i) + "' where . or [ is expected", at);
            }
        }
        return steps;
    }

    private static boolean part(char c) {
        return Character.isJavaIdentifierPart(c);
    }

    private static boolean digits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The value as a short String, a Long, a Double or a Boolean; null where it is none of those. */
    Object read(RuledCall call) {
        try {
            return scalar(find(call));
        } catch (Throwable e) {
            return null; // the application's own getter failed, or its hash code, or its stack is exhausted
        }
    }

    /** The value as a number, true being 1 and false 0; NaN where it is none. */
    double number(RuledCall call) {
        Object value = read(call);
        return value instanceof Number
                ? ((Number) value).doubleValue()
                : value instanceof Boolean ? ((Boolean) value ? 1 : 0) : Double.NaN;
    }

    /** Whether there is a value, and it isn't false. */
    boolean holds(RuledCall call) {
        try {
            Object value = find(call);
            return value != null && value != Boolean.FALSE && !Boolean.FALSE.equals(value);
        } catch (Throwable e) {
            return false;
        }
    }

    private Object find(RuledCall call) throws Throwable {
        Object value = start(call);
        for (int i = 0; i < steps.length && value != null; i++) {
            value = unwrap(isKey[i] ? element(value, steps[i]) : member(value, steps[i]));
        }
        return value;
    }

    private Object start(RuledCall call) {
        switch (root) {
            case THIS:
                return call.self;
            case ARGUMENT:
                return argument < call.arguments.length ? unwrap(call.arguments[argument]) : null;
            case RETURN:
                return unwrap(call.returned);
            case THROWN:
                return call.thrown;
            case MS:
                return call.nanos / 1e6;
            default:
                return text;
        }
    }

    private static Object unwrap(Object value) {
        return value instanceof Optional ? ((Optional<?>) value).orElse(null) : value;
    }

    private static Object member(Object of, String name) throws Throwable {
        if (name.equals("class")) {
            return of.getClass().getSimpleName();
        }
        if (of.getClass().isArray()) {
            return name.equals("length") || name.equals("size") ? (Object) Array.getLength(of) : null;
        }
        return Members.read(of, name);
    }

    private static Object element(Object of, String key) {
        if (of instanceof Map) {
            return ((Map<?, ?>) of).get(key);
        }
        if (key.length() > 9 || !digits(key, 0)) {
            return null;
        }
        int index = Integer.parseInt(key);
        if (of instanceof List) {
            return index < ((List<?>) of).size() ? ((List<?>) of).get(index) : null;
        }
        return of.getClass().isArray() && index < Array.getLength(of) ? Array.get(of, index) : null;
    }

    /** Nothing of the application runs here: what only its own toString could tell isn't told. */
    private static Object scalar(Object value) {
        if (value instanceof String) {
            String whole = (String) value;
            return whole.length() <= LONGEST_TEXT ? whole : whole.substring(0, LONGEST_TEXT);
        }
        if (value instanceof Boolean || value == null) {
            return value;
        }
        if (value instanceof Enum) {
            return ((Enum<?>) value).name();
        }
        if (value instanceof Class) {
            return ((Class<?>) value).getName();
        }
        String type = value.getClass().getName();
        if (value instanceof Number && type.startsWith("java.")) {
            Number number = (Number) value;
            return value instanceof Double || value instanceof Float || value instanceof java.math.BigDecimal
                    ? (Object) number.doubleValue()
                    : (Object) number.longValue();
        }
        return value instanceof Character || type.equals("java.util.UUID") || type.startsWith("java.time.")
                ? value.toString()
                : null;
    }
}
