package dev.z0.agent.core.rules;

import dev.z0.agent.core.record.SpanRecord;
import java.util.ArrayList;
import java.util.List;

/** All rules about the methods of one name. What they are is fixed before they are used. */
public final class MethodRules {
    private final MethodName method;
    private final boolean subtypes;
    private final List<MeasureRule> measures = new ArrayList<>(2);
    private WorkRule work;

    MethodRules(MethodName method, boolean subtypes) {
        this.method = method;
        this.subtypes = subtypes;
    }

    /** The class that declares the methods. */
    public String type() {
        return method.type;
    }

    /** Whether the methods of its subtypes are meant, or those of the class itself. */
    public boolean subtypes() {
        return subtypes;
    }

    /** The methods' name. */
    public String method() {
        return method.method;
    }

    /** The parameters as in a class file's descriptor up to the closing bracket; null for whatever parameters. */
    public String descriptor() {
        return method.descriptor;
    }

    /** The name that the hook goes by. */
    String key() {
        return (subtypes ? "+" : "")
                + method.type
                + '#'
                + method.method
                + (method.descriptor == null ? "" : method.descriptor);
    }

    /** Whether an override may call the method that it overrides, both being meant. */
    boolean inherited() {
        return method.subtypes;
    }

    boolean hasWork() {
        return work != null;
    }

    void add(WorkRule rule) {
        work = rule;
    }

    void add(MeasureRule rule) {
        measures.add(rule);
    }

    SpanRecord start() {
        return work == null ? null : work.start();
    }

    void describe(SpanRecord record, RuledCall call) {
        if (work != null) {
            work.describe(record, call);
        }
        for (int i = 0; i < measures.size(); i++) {
            measures.get(i).measure(call);
        }
    }
}
