package dev.z0.exporter.metrics;

import dev.z0.agent.core.redact.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.HashMap;
import java.util.Map;

/**
 * The series of metrics with the same labels. The first {@link #MOST} combinations of values are kept, ready-made, so
 * that recording allocates nothing; all others are one series, {@code otel.metric.overflow}. Values are redacted; one
 * that is too long to be a label is {@code other}. For one thread at a time.
 */
final class Labels {
    static final int MOST = 2_000;

    private static final int LONGEST = 200;
    private static final String OTHER = "other";
    private static final Attributes OVERFLOW = Attributes.of(AttributeKey.booleanKey("otel.metric.overflow"), true);

    private final String[] names;
    private final Map<Values, Attributes> known = new HashMap<>();
    private final Values sought = new Values();

    Labels(Metric metric) {
        names = metric.labels();
    }

    Attributes of(Object a) {
        return of(a, null, null, null, null);
    }

    Attributes of(Object a, Object b) {
        return of(a, b, null, null, null);
    }

    Attributes of(Object a, Object b, Object c) {
        return of(a, b, c, null, null);
    }

    Attributes of(Object a, Object b, Object c, Object d) {
        return of(a, b, c, d, null);
    }

    /** The series with these values, Strings or Longs in the order of the names; null for a label that is left out. */
    Attributes of(Object a, Object b, Object c, Object d, Object e) {
        Values values = sought.set(fitting(a), fitting(b), fitting(c), fitting(d), fitting(e));
        Attributes same = known.get(values);
        if (same == null) {
            if (known.size() >= MOST) {
                return OVERFLOW;
            }
            same = attributes(names, values.a, values.b, values.c, values.d, values.e);
            known.put(values.copy(), same);
        }
        return same;
    }

    /** A series whose values are few anyway. */
    static Attributes attributes(String[] names, Object... values) {
        AttributesBuilder attributes = Attributes.builder();
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Long) {
                attributes.put(AttributeKey.longKey(names[i]), (Long) values[i]);
            } else if (values[i] instanceof Boolean) {
                attributes.put(AttributeKey.booleanKey(names[i]), (Boolean) values[i]);
            } else if (values[i] != null) {
                attributes.put(AttributeKey.stringKey(names[i]), Redactor.text((String) values[i]));
            }
        }
        return attributes.build();
    }

    private static Object fitting(Object value) {
        return value instanceof String && ((String) value).length() > LONGEST ? OTHER : value;
    }

    /** One combination of values. */
    private static final class Values {
        private Object a;
        private Object b;
        private Object c;
        private Object d;
        private Object e;

        Values set(Object first, Object second, Object third, Object fourth, Object fifth) {
            a = first;
            b = second;
            c = third;
            d = fourth;
            e = fifth;
            return this;
        }

        Values copy() {
            return new Values().set(a, b, c, d, e);
        }

        @Override
        public int hashCode() {
            return (((hash(a) * 31 + hash(b)) * 31 + hash(c)) * 31 + hash(d)) * 31 + hash(e);
        }

        private static int hash(Object value) {
            return value == null ? 0 : value.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            if (!(other instanceof Values)) {
                return false;
            }
            Values that = (Values) other;
            return same(a, that.a) && same(b, that.b) && same(c, that.c) && same(d, that.d) && same(e, that.e);
        }

        private static boolean same(Object one, Object other) {
            return one == other || one != null && one.equals(other);
        }
    }
}
