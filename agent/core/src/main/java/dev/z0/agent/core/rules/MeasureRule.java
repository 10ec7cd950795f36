package dev.z0.agent.core.rules;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Measurement;
import dev.z0.agent.core.record.Metric;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import java.util.Arrays;
import java.util.Map;

/** Calls of a method are counted or measured. Immutable. */
final class MeasureRule {
    private static final int LONGEST_LABEL = 64;
    private static final String[] OWN = {
        "requests", "request", "db", "external", "cron", "ai", "facts", "process", "agent"
    };

    private final Metric metric;
    private final String result;
    private final NamedPaths labels;
    private final ValuePath value;
    private final Condition when;

    /** {@code metrics} are those that other rules have named, by name; rules of one name share their metric. */
    MeasureRule(Metric.Kind kind, Fields fields, Map<String, Metric> metrics) throws BadRule {
        labels = new NamedPaths(fields.object("labels"), false);
        String name = name(kind, fields);
        Metric made = new Metric(name, kind, labels.keys);
        Metric before = metrics.get(name);
        if (before != null && (before.kind() != kind || !before.labelsAre(labels.keys))) {
            throw new BadRule(
                    name + " is a metric of another kind or with other labels already", fields.required("name"));
        }
        metric = before == null ? made : before;
        result = metric.name().substring("z0_".length()).replace("_total", "");
        Json path = kind == Metric.Kind.GAUGE ? fields.required("value") : fields.optional("value");
        value = path == null ? null : ValuePath.of(path);
        when = Condition.of(fields.optional("when"));
        metrics.put(name, metric);
    }

    /** The keys that such a rule may have. */
    static String[] keys() {
        return new String[] {"method", "as", "name", "value", "labels", "when"};
    }

    private static String name(Metric.Kind kind, Fields fields) throws BadRule {
        String name = fields.text("name");
        Json at = fields.required("name");
        String[] words = name.split("_", -1);
        boolean fine = words.length >= 3 && words[0].equals("z0") && name.length() <= 120;
        for (String word : words) {
            fine &= !word.isEmpty();
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            fine &= c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
        }
        if (!fine) {
            throw new BadRule("'" + Fields.cut(name) + "' is not like z0_component_measurement_unit", at);
        }
        boolean total = words[words.length - 1].equals("total");
        if (total != (kind == Metric.Kind.COUNTER)) {
            throw new BadRule("the names of counters, and of nothing else, end in _total", at);
        }
        if (Arrays.asList(OWN).contains(words[1])) {
            throw new BadRule("z0_" + words[1] + "_… are z0's own metrics", at);
        }
        return name;
    }

    /** Measures one call. */
    void measure(RuledCall call) {
        if (when != null && !when.holds(call)) {
            return;
        }
        double measured =
                value != null ? value.number(call) : metric.kind() == Metric.Kind.COUNTER ? 1 : call.nanos / 1e6;
        boolean counts = metric.kind() == Metric.Kind.COUNTER;
        if (Double.isNaN(measured) || Double.isInfinite(measured) || counts && measured <= 0) {
            return;
        }
        String[] values = new String[labels.keys.length];
        for (int i = 0; i < values.length; i++) {
            Object label = labels.read(i, call);
            String text = label == null ? "" : label.toString();
            values[i] = text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL);
        }
        Summary unit = SpanRecord.currentUnit();
        Z0.pipeline().offer(new Measurement(metric, values, measured, unit));
        while (counts && unit != null) {
            if (unit instanceof CronRun) {
                ((CronRun) unit).counted(result, measured);
            }
            unit = unit.enclosing();
        }
    }
}
