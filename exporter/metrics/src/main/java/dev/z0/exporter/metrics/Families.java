package dev.z0.exporter.metrics;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.jdbc.PoolGauges;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Fact;
import dev.z0.agent.core.record.Measurement;
import dev.z0.agent.core.record.PoolWait;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;

/** Tells each family of metrics what it counts. */
final class Families {
    private final WebMetrics web;
    private final DatabaseMetrics database;
    private final ExternalMetrics external;
    private final CronMetrics cron;
    private final FactMetrics facts;
    private final RuledMetrics ruled;
    private final SemanticMetrics semantic;

    Families(Settings settings, Instruments instruments) {
        web = new WebMetrics(instruments);
        database = new DatabaseMetrics(instruments, settings.number(Setting.Z0_N_PLUS_ONE));
        external = new ExternalMetrics(instruments);
        cron = new CronMetrics(instruments);
        facts = new FactMetrics(instruments);
        ruled = new RuledMetrics(instruments);
        semantic = settings.flag(Setting.Z0_SEMCONV_METRICS) ? new SemanticMetrics(instruments) : null;
        instruments.observe(
                Metric.DB_POOL_CONNECTIONS,
                values -> PoolGauges.read((pool, state, connections) -> values.put(connections, pool, state)));
        instruments.observe(
                Metric.REQUESTS_ACTIVE, values -> values.put(Z0.activeRequests().sum()));
    }

    void span(SpanRecord span) {
        if (span instanceof Query) {
            database.query((Query) span);
            facts.query((Query) span);
            if (semantic != null) {
                semantic.query((Query) span);
            }
        } else if (span instanceof ExternalCall) {
            external.call((ExternalCall) span);
            if (semantic != null) {
                semantic.call((ExternalCall) span);
            }
        } else if (span instanceof PoolWait) {
            database.waited((PoolWait) span);
        } else if (span instanceof Fact) {
            facts.fact((Fact) span);
        }
    }

    void measurement(Measurement measurement) {
        ruled.measurement(measurement);
    }

    void unit(Summary unit) {
        if (unit instanceof Request) {
            Request request = (Request) unit;
            web.request(request);
            database.unit(request.tally().statements(), request.route(), null);
            if (semantic != null) {
                semantic.request(request);
            }
        } else if (unit instanceof CronRun) {
            CronRun run = (CronRun) unit;
            cron.run(run);
            database.unit(run.tally().statements(), null, CronMetrics.label(run.job()));
        }
    }
}
