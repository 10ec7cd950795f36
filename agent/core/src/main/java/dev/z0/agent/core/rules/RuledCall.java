package dev.z0.agent.core.rules;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.CallDepth;

/** One call of a method that rules are about, from its entry to its exit, on one thread. */
public final class RuledCall {
    /** The innermost call that a rule about a type and its subtypes is about; for as long as it lasts. */
    private static final ThreadLocal<RuledCall> INNERMOST = new ThreadLocal<>();

    final Object self;
    final Object[] arguments;
    Object returned;
    Throwable thrown;
    long nanos;

    private final MethodRules rules;
    private final RuledCall outer;
    private final SpanRecord record;
    private final Attachment attachment;
    private final long startNanos;

    private RuledCall(MethodRules rules, RuledCall outer, Object self, Object[] arguments) {
        this.rules = rules;
        this.outer = outer;
        this.self = self;
        this.arguments = arguments;
        record = rules.start();
        startNanos = record == null ? System.nanoTime() : record.startNanos();
        attachment = record == null ? null : record.attach();
    }

    /**
     * A call begins.
     *
     * @param hook the hook's name
     * @param self null for a static method
     * @return to be told its end; null where no rule holds any more, where z0 itself calls, to read a value, or where an
     *     override calls the method that it overrides, which is one call
     */
    public static RuledCall enter(String hook, Object self, Object[] arguments) {
        MethodRules rules = Z0.rules().of(hook);
        if (rules == null || CallDepth.RULES.inside()) {
            return null;
        }
        if (!rules.inherited()) {
            return new RuledCall(rules, null, self, arguments);
        }
        RuledCall outer = INNERMOST.get();
        if (outer != null
                && outer.self == self
                && self != null
                && outer.rules.method().equals(rules.method())) {
            return null;
        }
        RuledCall call = new RuledCall(rules, outer, self, arguments);
        INNERMOST.set(call);
        return call;
    }

    /** The call is over: it returned (null for void), or threw. */
    public void exit(Object result, Throwable failure) {
        long now = System.nanoTime();
        nanos = now - startNanos;
        returned = result;
        thrown = failure;
        CallDepth.RULES.enter();
        try {
            rules.describe(record, this);
        } finally {
            CallDepth.RULES.leave();
            leave();
            if (record != null) {
                attachment.close();
                WorkRule.end(record, this, now);
            }
        }
    }

    private void leave() {
        if (outer != null) {
            INNERMOST.set(outer);
        } else if (rules.inherited()) {
            INNERMOST.remove();
        }
    }
}
