package dev.z0.exporter.diagnostics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.record.Tally;
import dev.z0.agent.core.redact.Redactor;
import java.io.IOException;

/** A unit that has ended. */
abstract class UnitEntry extends Entry {
    private static final int MOST_OF_A_STATEMENT = 1024;

    private final int queries;
    private final long databaseMillis;
    private final String slowest;
    private final long slowestMillis;
    private final int calls;

    UnitEntry(Summary unit) {
        super(unit);
        Tally tally = unit.tally();
        queries = tally.queries();
        databaseMillis = rounded(tally.databaseNanos());
        slowest =
                tally.slowest() == null ? null : Redactor.clean(tally.slowest().text(), MOST_OF_A_STATEMENT);
        slowestMillis = rounded(tally.slowestNanos());
        calls = tally.calls();
    }

    /** The statement that took longest, without its values, or null. */
    final String slowest() {
        return slowest;
    }

    /** How long that took. */
    final long slowestMillis() {
        return slowestMillis;
    }

    /** What the unit is, for a person. */
    abstract String title();

    @Override
    void fields(JsonGenerator out) throws IOException {
        out.writeNumberField("db_queries", queries);
        out.writeNumberField("db_ms", databaseMillis);
        if (slowest != null) {
            out.writeObjectFieldStart("db_slowest");
            out.writeStringField("sql", slowest);
            out.writeNumberField("ms", slowestMillis);
            out.writeEndObject();
        }
        out.writeNumberField("external_calls", calls);
    }
}
