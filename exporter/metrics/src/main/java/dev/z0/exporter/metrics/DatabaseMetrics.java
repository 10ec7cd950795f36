package dev.z0.exporter.metrics;

import dev.z0.agent.core.record.PoolWait;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Tally;
import io.opentelemetry.api.common.Attributes;
import java.util.Collection;

/** What calls of databases, and waits for connections to them, add up to. */
final class DatabaseMetrics {
    private final Instruments instruments;
    private final long repetitions;
    private final Labels statements = new Labels(Metric.DB_QUERIES.labels());
    private final Labels repeated = new Labels(Metric.DB_N_PLUS_ONE.labels());
    private final Labels pools = new Labels(Metric.DB_POOL_WAIT.labels());

    /** From so many repetitions on, a statement is an N+1; 0 for never. */
    DatabaseMetrics(Instruments instruments, long repetitions) {
        this.instruments = instruments;
        this.repetitions = repetitions;
    }

    void query(Query query) {
        Attributes labels = statements.of(
                query.database().system(),
                query.statement().table(),
                query.statement().kind());
        instruments.add(Metric.DB_QUERIES, query.count(), labels);
        instruments.add(Metric.DB_ROWS, query.rowsRead() + query.rowsTouched(), labels);
        instruments.duration(Metric.DB_QUERY_DURATION, query.databaseNanos(), labels);
        if (query.failed()) {
            instruments.add(Metric.DB_ERRORS, 1, labels);
        }
    }

    /** Looks for statements that a unit repeated; it is a request with a route, or a run of a job. */
    void unit(Collection<Tally.Repeated> ran, String route, String job) {
        if (ran == null || repetitions <= 0) {
            return;
        }
        for (Tally.Repeated statement : ran) {
            if (statement.count() >= repetitions) {
                instruments.add(
                        Metric.DB_N_PLUS_ONE,
                        1,
                        repeated.of(route, job, statement.statement().table()));
            }
        }
    }

    void waited(PoolWait wait) {
        Attributes labels = pools.of(wait.pool());
        instruments.duration(Metric.DB_POOL_WAIT, wait.durationNanos(), labels);
        if (wait.failed()) {
            instruments.add(Metric.DB_POOL_TIMEOUTS, 1, labels);
        }
    }
}
