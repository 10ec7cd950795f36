package dev.z0.agent.core.record;

import dev.z0.agent.core.id.Ids;

/**
 * A piece of work worth a line of its own, inside a request or run or alone: because the rules declare it, or because it is
 * a {@link ModelCall}.
 */
public class Operation extends Summary {
    private final String name;
    private final String operationId = Ids.operation();

    Operation(SpanRecord parent, String name) {
        super(parent);
        this.name = name;
    }

    /**
     * An operation starts, inside whatever the current thread works for.
     *
     * @param name the span's name
     */
    public static Operation start(String name) {
        return new Operation(SpanRecord.current(), name);
    }

    /** The operation's id. */
    public final String operationId() {
        return operationId;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void attributes(AttributeSink out) {
        out.put(Attribute.OPERATION_ID, operationId);
        out.put(Attribute.TENANT_ID, tenant());
        notes(out);
        out.put(Attribute.ERROR_TYPE, errorType());
    }
}
