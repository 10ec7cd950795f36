package dev.z0.exporter.diagnostics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Summary;
import java.io.IOException;

/** An operation or a run of a job that has ended. */
final class OperationEntry extends UnitEntry {
    private final String name;
    private final Job job;
    private final String runId;
    private final long rowsTouched;
    private final int errors;

    OperationEntry(Summary unit) {
        super(unit);
        CronRun run = unit instanceof CronRun ? (CronRun) unit : null;
        name = name(unit.name());
        job = run == null ? null : run.job();
        runId = run == null ? null : run.runId();
        rowsTouched = unit.tally().rowsTouched();
        errors = unit.loggedCount();
    }

    /** The job that ran, or null. */
    Job job() {
        return job;
    }

    /** The run's id, or null. */
    String runId() {
        return runId;
    }

    @Override
    String title() {
        return name;
    }

    @Override
    void fields(JsonGenerator out) throws IOException {
        out.writeStringField("kind", job == null ? "operation" : "cron");
        out.writeStringField("name", name);
        text("cron", job == null ? null : job.name(), out);
        text("run_id", runId, out);
        out.writeNumberField("rows_touched", rowsTouched);
        out.writeNumberField("errors_logged", errors);
        super.fields(out);
    }
}
