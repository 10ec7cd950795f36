package dev.z0.agent.core.record;

/** What a span is part of: the ids of the units around it, from the innermost one outwards. Null stands for none. */
public final class Enclosing {
    private Enclosing() {}

    /** The request that a span is part of, or null. */
    public static Request request(SpanRecord span) {
        for (Summary unit = unit(span); unit != null; unit = unit.enclosing()) {
            if (unit instanceof Request) {
                return (Request) unit;
            }
        }
        return null;
    }

    /** The run that a span is part of, or null. */
    public static CronRun run(SpanRecord span) {
        for (Summary unit = unit(span); unit != null; unit = unit.enclosing()) {
            if (unit instanceof CronRun) {
                return (CronRun) unit;
            }
        }
        return null;
    }

    /** The outermost unit that a span is part of: a request, a run, or work on nobody's behalf; or null. */
    public static Summary outermost(SpanRecord span) {
        Summary unit = unit(span);
        while (unit != null && unit.enclosing() != null) {
            unit = unit.enclosing();
        }
        return unit;
    }

    /** The id of the innermost operation or run, in this process or in the one that called it; or null. */
    public static String operationId(SpanRecord span) {
        for (Summary unit = unit(span); unit != null; unit = unit.enclosing()) {
            if (unit instanceof Operation) {
                return ((Operation) unit).operationId();
            }
            if (unit instanceof CronRun) {
                return ((CronRun) unit).operationId();
            }
            if (unit instanceof Request && ((Request) unit).callerOperationId() != null) {
                return ((Request) unit).callerOperationId();
            }
        }
        return null;
    }

    /** Whom the work was for, or null. */
    public static String tenant(SpanRecord span) {
        for (Summary unit = unit(span); unit != null; unit = unit.enclosing()) {
            if (unit.tenant() != null) {
                return unit.tenant();
            }
        }
        return null;
    }

    private static Summary unit(SpanRecord span) {
        return span == null ? null : span.unit();
    }
}
