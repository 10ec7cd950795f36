package dev.z0.agent.core.rules;

import dev.z0.agent.core.naming.Names;
import dev.z0.agent.core.record.AppSpan;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Fact;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;

/** Calls of a method become spans, operations, cron runs or facts. Immutable. */
final class WorkRule {
    private static final int LONGEST_TYPE = 64;

    private final String as;
    private final String name;
    private final Job job;
    private final ValuePath type;
    private final Condition when;
    private final NamedPaths attributes;
    private final boolean line;

    WorkRule(String as, MethodName method, Fields fields) throws BadRule {
        this.as = as;
        boolean cron = as.equals("cron");
        name = cron ? null : spanName(method, fields);
        job = cron ? new Job(method.simpleType(), fields.text("name", method.method), null) : null;
        type = as.equals("fact") ? ValuePath.of(fields.required("type")) : null;
        when = Condition.of(fields.optional("when"));
        attributes = new NamedPaths(fields.object("attributes"), true);
        line = fields.flag("line");
    }

    /** The keys that such a rule may have. */
    static String[] keys(String as) {
        return as.equals("fact")
                ? new String[] {"method", "as", "name", "type", "when", "attributes", "line"}
                : new String[] {"method", "as", "name", "attributes", "line"};
    }

    private static String spanName(MethodName method, Fields fields) throws BadRule {
        String given = fields.text("name", method.method);
        if (given.indexOf('.') < 0) {
            return Names.join("app", method.simpleType(), given);
        }
        String[] parts = given.split("\\.", -1);
        String whole = parts.length == 4 ? Names.join(parts[1], parts[2], parts[3]) : null;
        if (!given.equals(whole)) {
            throw new BadRule(
                    "'" + Fields.cut(given) + "' is neither one word nor z0.layer.component.operation in snake_case",
                    fields.required("name"));
        }
        return given;
    }

    /** What the call is recorded as; null where it is part of a run that its scheduler has begun already. */
    SpanRecord start() {
        switch (as) {
            case "span":
                return AppSpan.start(name);
            case "fact":
                return Fact.start(name);
            case "operation":
                return Operation.start(name);
            default:
                return SpanRecord.currentUnit() instanceof CronRun ? null : CronRun.start(job, -1);
        }
    }

    /** Reads the attributes, while the thread still works for the record. */
    void describe(SpanRecord record, RuledCall call) {
        Summary unit = record instanceof Summary ? (Summary) record : SpanRecord.currentUnit();
        boolean onLine = unit != null && (line || unit == record || record == null);
        for (int i = 0; i < attributes.keys.length; i++) {
            Object value = attributes.read(i, call);
            if (value != null && record instanceof AppSpan) {
                ((AppSpan) record).attribute(attributes.keys[i], value);
            }
            if (value != null && onLine) {
                unit.note(attributes.keys[i], value);
            }
        }
        if (record instanceof Fact && (when == null || when.holds(call))) {
            Object found = type.read(call);
            String text = found == null ? "other" : found.toString();
            ((Fact) record).type(text.length() <= LONGEST_TYPE ? text : text.substring(0, LONGEST_TYPE));
        }
    }

    /** Ends the record. */
    static void end(SpanRecord record, RuledCall call, long nanos) {
        if (record instanceof CronRun) {
            ((CronRun) record).end(call.returned, call.thrown);
        } else {
            if (call.thrown != null) {
                record.fail(call.thrown);
            }
            record.end(nanos);
        }
    }
}
