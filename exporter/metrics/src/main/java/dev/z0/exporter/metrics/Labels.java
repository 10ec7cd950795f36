package dev.z0.exporter.metrics;

import dev.z0.agent.core.redact.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Arrays;
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
    /** The combination that is looked for: one object, filled anew each time. */
    private final Values sought;

    Labels(String... names) {
        this.names = names;
        this.sought = new Values(new Object[names.length]);
    }

    /** The label at this place has this value: a String or Long, or null where it is left out. */
    Labels with(int label, Object value) {
        boolean tooLong = value instanceof String && ((String) value).length() > LONGEST;
        sought.values[label] = tooLong ? OTHER : value;
        return this;
    }

    Attributes of(Object a) {
        return with(0, a).series();
    }

    Attributes of(Object a, Object b) {
        return with(0, a).with(1, b).series();
    }

    Attributes of(Object a, Object b, Object c) {
        return with(0, a).with(1, b).with(2, c).series();
    }

    Attributes of(Object a, Object b, Object c, Object d) {
        return with(0, a).with(1, b).with(2, c).with(3, d).series();
    }

    Attributes of(Object a, Object b, Object c, Object d, Object e) {
        return with(0, a).with(1, b).with(2, c).with(3, d).with(4, e).series();
    }

    /** The series with the values that were given. */
    Attributes series() {
        Attributes same = known.get(sought);
        if (same == null) {
            if (known.size() >= MOST) {
                return OVERFLOW;
            }
            Object[] values = sought.values.clone();
            same = attributes(names, values);
            known.put(new Values(values), same);
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

    /** One combination of values. */
    private static final class Values {
        private final Object[] values;

        Values(Object[] values) {
            this.values = values;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Values && Arrays.equals(values, ((Values) other).values);
        }
    }
}
