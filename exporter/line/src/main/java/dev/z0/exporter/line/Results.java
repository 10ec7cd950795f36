package dev.z0.exporter.line;

import dev.z0.agent.core.record.Details;
import dev.z0.agent.core.record.Libraries;
import dev.z0.agent.core.redact.Redactor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes what came of a job: what the counters of the rules say, and what it returned, a number, the numbers of a map, or those in an object's fields. It only reads memory: no
 * method of the application is called, since that could block or load something lazily.
 */
final class Results {
    private static final int MOST = 50;
    private static final int MOST_OF_A_NAME = 100;

    private Results() {}

    /**
     * Writes the key if there is a number or a boolean to show.
     *
     * @param counters what counters of the rules went up by, or null
     */
    static void write(Key key, Object result, Details counters, JsonLine out) throws IOException {
        Map<String, Object> scalars = scalars(result);
        if (counters != null) {
            counters.forEach((name, sum) -> {
                long whole = ((Double) sum).longValue();
                if (scalars.size() < MOST) {
                    scalars.put(name, whole == (Double) sum ? (Object) whole : sum);
                }
            });
        }
        if (!scalars.isEmpty() && out.fits(MOST)) {
            out.object(key);
            for (Map.Entry<String, Object> scalar : scalars.entrySet()) {
                out.scalar(scalar.getKey(), scalar.getValue());
            }
            out.endObject();
        }
    }

    private static Map<String, Object> scalars(Object result) {
        Map<String, Object> scalars = new LinkedHashMap<>();
        Object scalar = scalar(result);
        if (scalar != null) {
            scalars.put("result", scalar);
        } else if (result != null) {
            try {
                if (result instanceof Map && isPlain((Map<?, ?>) result)) {
                    map((Map<?, ?>) result, scalars);
                } else if (isApplications(result.getClass()) && !(result instanceof Future)) {
                    fields(result, scalars);
                }
            } catch (RuntimeException | LinkageError e) {
                return scalars; // the job may still be changing it: what was read so far
            }
        }
        return scalars;
    }

    /** The value if it is a number or boolean of the JDK's own making, with atomic ones read; else null. */
    private static Object scalar(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isNaN(number) || Double.isInfinite(number) ? null : value;
        }
        if (value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            return value;
        }
        Class<?> type = value == null ? null : value.getClass();
        if (type == AtomicInteger.class || type == AtomicLong.class || type == LongAdder.class) {
            return ((Number) value).longValue();
        }
        boolean big = type == BigDecimal.class || type == BigInteger.class;
        return big ? scalar(((Number) value).doubleValue()) : null;
    }

    /** A map that is nothing but a map: not one that asks a database or a cluster, or waits for a lock. */
    private static boolean isPlain(Map<?, ?> map) {
        String name = map.getClass().getName();
        return name.startsWith("java.util.") && !name.contains("Synchronized")
                || name.startsWith("com.google.common.collect.Immutable");
    }

    private static void map(Map<?, ?> map, Map<String, Object> scalars) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object name = entry.getKey();
            Object value = scalar(entry.getValue());
            if (scalars.size() < MOST && value != null && (name instanceof String || name instanceof Enum)) {
                String text = name instanceof Enum ? ((Enum<?>) name).name() : (String) name;
                scalars.put(Redactor.text(Redactor.clean(text, MOST_OF_A_NAME)), value);
            }
        }
    }

    private static boolean isApplications(Class<?> type) {
        return type.getClassLoader() != null
                && !type.isArray()
                && !type.isEnum()
                && !Map.class.isAssignableFrom(type)
                && !Libraries.contains(type.getName());
    }

    private static void fields(Object object, Map<String, Object> scalars) {
        for (Class<?> type = object.getClass(); type != null && isApplications(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                int hidden = field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT);
                Object value = hidden != 0 || field.isSynthetic() ? null : read(field, object);
                if (value != null && scalars.size() < MOST) {
                    scalars.putIfAbsent(snakeCase(field.getName()), value);
                }
            }
        }
    }

    private static Object read(Field field, Object object) {
        try {
            field.setAccessible(true);
            return scalar(field.get(object));
        } catch (IllegalAccessException | RuntimeException e) {
            return null; // in a module that shows nobody its fields
        }
    }

    /** {@code salesReconciled} as {@code sales_reconciled}, like all keys of a line. */
    private static String snakeCase(String name) {
        StringBuilder text = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                boolean begins = i > 0
                        && (!Character.isUpperCase(name.charAt(i - 1))
                                || i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1)));
                text.append(begins && name.charAt(i - 1) != '_' ? "_" : "").append(Character.toLowerCase(c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
