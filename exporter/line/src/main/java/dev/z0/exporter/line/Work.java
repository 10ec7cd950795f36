package dev.z0.exporter.line;

import dev.z0.agent.core.record.Tally;
import dev.z0.agent.core.record.Tally.External;
import dev.z0.agent.core.record.Tally.Repeated;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a unit did: its statements and its calls of other services. */
final class Work {
    private static final int MOST_STATEMENTS = 10;
    private static final int MOST_OF_A_STATEMENT = 2048;
    private static final int MOST_OF_AN_ELEMENT = 1024;
    private static final String[] OBJECT_STORES = {"aws_s3", "cloudflare_r2", "google_storage", "azure_blob"};

    private Work() {}

    /** Writes one key, if it is one of these. */
    static boolean write(Key key, Tally tally, LineSettings settings, JsonLine out) throws IOException {
        switch (key) {
            case ROWS_TOUCHED:
                out.number(key, tally.rowsTouched());
                return true;
            case ROWS_READ:
                positive(key, tally.rowsRead(), out);
                return true;
            case DB_QUERIES:
                out.number(key, tally.queries());
                return true;
            case DB_MS:
                if (tally.queries() > 0 || tally.databaseNanos() > 0) {
                    out.millis(key, tally.databaseNanos());
                }
                return true;
            case DB_ROWS:
                positive(key, tally.rowsRead() + tally.rowsTouched(), out);
                return true;
            case DB_WAIT_MS:
                positive(key, Millis.rounded(tally.waitNanos()), out);
                return true;
            case DB_SLOWEST:
                slowest(key, tally, out);
                return true;
            case N_PLUS_ONE:
                nPlusOne(key, tally, settings.nPlusOne(), out);
                return true;
            case EXTERNAL_CALLS:
                externalCalls(key, tally.externals(), settings.externalServices(), out);
                return true;
            case EXTERNAL:
                externals(key, tally.externals(), out);
                return true;
            case OBJECT_OPS:
                objectOps(key, tally.externals(), settings, out);
                return true;
            case FACTS:
                facts(key, tally.facts(), out);
                return true;
            case EVENT_ID:
                out.text(key, tally.eventId());
                return true;
            case AI:
                ai(key, tally.ai(), out);
                return true;
            default:
                return false;
        }
    }

    /** Whether one statement ran so often that it looks like an N+1. */
    static boolean repeats(Tally tally, long atLeast) {
        List<Repeated> statements = tally.statements();
        if (statements != null && atLeast > 0 && tally.queries() >= atLeast) {
            for (int i = 0; i < statements.size(); i++) {
                if (statements.get(i).count() >= atLeast) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void positive(Key key, long value, JsonLine out) throws IOException {
        if (value > 0) {
            out.number(key, value);
        }
    }

    private static void positive(Inner key, long value, JsonLine out) throws IOException {
        if (value > 0) {
            out.number(key, value);
        }
    }

    private static void slowest(Key key, Tally tally, JsonLine out) throws IOException {
        if (tally.slowest() != null && out.fits(MOST_OF_A_STATEMENT)) {
            out.object(key);
            out.text(Inner.SQL, tally.slowest().text(), MOST_OF_A_STATEMENT);
            out.number(Inner.MS, Millis.rounded(tally.slowestNanos()));
            out.endObject();
        }
    }

    private static void nPlusOne(Key key, Tally tally, long atLeast, JsonLine out) throws IOException {
        if (!repeats(tally, atLeast)) {
            return;
        }
        out.array(key);
        int written = 0;
        for (Repeated same : tally.statements()) {
            if (same.count() >= atLeast && written++ < MOST_STATEMENTS && out.fits(MOST_OF_A_STATEMENT)) {
                out.object();
                out.text(Inner.SQL, same.statement().text(), MOST_OF_A_STATEMENT);
                out.number(Inner.COUNT, same.count());
                out.number(Inner.MS, Millis.rounded(same.nanos()));
                out.endObject();
            }
        }
        out.endArray();
    }

    /** {@code "stripe:1"} for each configured service, called or not, then for each other one in the order of calls. */
    private static void externalCalls(Key key, List<External> externals, List<String> configured, JsonLine out)
            throws IOException {
        out.array(key);
        for (int i = 0; i < configured.size(); i++) {
            String service = configured.get(i);
            out.counted(service, count(service, externals), MOST_OF_AN_ELEMENT);
        }
        if (externals != null) {
            for (int i = 0; i < externals.size(); i++) {
                External first = externals.get(i);
                String service = first.target().service();
                if (!configured.contains(service) && isFirst(first, service, externals)) {
                    out.counted(service, count(service, externals), MOST_OF_AN_ELEMENT);
                }
            }
        }
        out.endArray();
    }

    private static int count(String service, List<External> externals) {
        int count = 0;
        if (externals != null) {
            for (int i = 0; i < externals.size(); i++) {
                if (externals.get(i).target().service().equals(service)) {
                    count += externals.get(i).count();
                }
            }
        }
        return count;
    }

    private static boolean isFirst(External external, String service, List<External> externals) {
        for (int i = 0; i < externals.size(); i++) {
            if (externals.get(i).target().service().equals(service)) {
                return externals.get(i) == external;
            }
        }
        return true;
    }

    private static void externals(Key key, List<External> externals, JsonLine out) throws IOException {
        if (externals == null) {
            return;
        }
        out.array(key);
        for (int i = 0; i < externals.size(); i++) {
            External external = externals.get(i);
            if (out.fits(MOST_OF_AN_ELEMENT)) {
                out.object();
                out.text(Inner.SERVICE, external.target().service(), UnitLine.MOST_OF_A_NAME);
                out.text(Inner.OPERATION, external.target().operation(), UnitLine.MOST_OF_A_NAME);
                out.number(Inner.COUNT, external.count());
                out.number(Inner.MS, Millis.rounded(external.nanos()));
                positive(Inner.ERRORS, external.errors(), out);
                positive(Inner.RETRIES, external.retries(), out);
                positive(Inner.STATUS, external.status(), out);
                out.endObject();
            }
        }
        out.endArray();
    }

    private static void objectOps(Key key, List<External> externals, LineSettings settings, JsonLine out)
            throws IOException {
        int count = 0;
        for (String service : OBJECT_STORES) {
            count += count(service, externals);
        }
        if (count > 0 || settings.namesObjectOps()) {
            out.number(key, count);
        }
    }

    private static void facts(Key key, Map<String, Integer> facts, JsonLine out) throws IOException {
        if (facts == null) {
            return;
        }
        out.array(key);
        for (Map.Entry<String, Integer> fact : facts.entrySet()) {
            if (out.fits(MOST_OF_AN_ELEMENT)) {
                out.object();
                out.text(Inner.TYPE, fact.getKey(), UnitLine.MOST_OF_A_NAME);
                out.number(Inner.COUNT, fact.getValue());
                out.endObject();
            }
        }
        out.endArray();
    }

    private static void ai(Key key, Tally.Ai ai, JsonLine out) throws IOException {
        if (ai == null || !out.fits(MOST_OF_AN_ELEMENT)) {
            return;
        }
        out.object(key);
        out.number(Inner.REQUESTS, ai.requests());
        positive(Inner.ERRORS, ai.errors(), out);
        positive(Inner.TOKENS_INPUT, ai.tokensInput(), out);
        positive(Inner.TOKENS_OUTPUT, ai.tokensOutput(), out);
        if (ai.ttftNanos() >= 0) {
            out.number(Inner.TTFT_MS, Millis.rounded(ai.ttftNanos()));
        }
        out.text(Inner.MODEL, ai.model(), UnitLine.MOST_OF_A_NAME);
        if (ai.costUsd() >= 0) {
            out.number(Inner.COST_USD, ai.costUsd());
        }
        out.endObject();
    }
}
