package dev.z0.agent.core.record;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.llm.LlmCall;
import dev.z0.agent.core.naming.ExternalTarget;
import dev.z0.agent.core.naming.SqlStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the spans of one unit add up to. Used by one thread at a time: z0's own. */
public final class Tally {
    /** Different statements, and different external operations, that are kept apart; further ones count in the sums. */
    private static final int KINDS = 100;

    private int queries;
    private long databaseNanos;
    private long rowsRead;
    private long rowsTouched;
    private long waitNanos;
    private SqlStatement slowest;
    private long slowestNanos;
    private List<Repeated> repeated;
    private int calls;
    private List<External> externals;
    private Ai ai;
    private Map<String, Integer> facts;
    private String eventId;

    void query(Query query) {
        long nanos = query.databaseNanos();
        queries += query.count();
        databaseNanos += nanos;
        rowsRead += query.rowsRead();
        rowsTouched += query.rowsTouched();
        if (query.count() == 0) {
            return;
        }
        if (slowest == null || nanos > slowestNanos) {
            slowest = query.statement();
            slowestNanos = nanos;
        }
        Repeated same = repeated(query.statement());
        if (same != null) {
            // A batch is one round trip: what costs in an N+1 is the number of trips.
            same.count++;
            same.nanos += nanos;
        }
    }

    /** Few units run many different statements: a list is smaller than a map, and as fast. */
    private Repeated repeated(SqlStatement statement) {
        if (repeated == null) {
            repeated = new ArrayList<>(4);
        }
        for (int i = 0; i < repeated.size(); i++) {
            if (repeated.get(i).statement == statement) {
                return repeated.get(i);
            }
        }
        if (repeated.size() >= KINDS) {
            return null;
        }
        Repeated first = new Repeated(statement);
        repeated.add(first);
        return first;
    }

    void fact(String type, int count, String id) {
        if (facts == null) {
            facts = new LinkedHashMap<>();
            eventId = id;
        }
        Integer sum = facts.get(type);
        if (sum != null || facts.size() < KINDS) {
            facts.put(type, (sum == null ? 0 : sum) + count);
        }
    }

    void waited(long nanos) {
        waitNanos += nanos;
    }

    void externalCall(ExternalCall call) {
        calls++;
        if (call.llm() != null) {
            ai = ai == null ? new Ai() : ai;
            ai.add(call);
        }
        External same = external(call.target());
        if (same != null) {
            same.count++;
            same.nanos += call.durationNanos();
            same.errors += call.failed() ? 1 : 0;
            same.retries += call.retries();
            same.status = call.status();
        }
    }

    private External external(ExternalTarget target) {
        if (externals == null) {
            externals = new ArrayList<>(2);
        }
        for (int i = 0; i < externals.size(); i++) {
            if (externals.get(i).target == target) {
                return externals.get(i);
            }
        }
        if (externals.size() >= KINDS) {
            return null;
        }
        External first = new External(target);
        externals.add(first);
        return first;
    }

    /** Statements run. */
    public int queries() {
        return queries;
    }

    /** Time in the database, in nanoseconds: statements, transactions' ends, and reading rows. */
    public long databaseNanos() {
        return databaseNanos;
    }

    /** Rows read from results. */
    public long rowsRead() {
        return rowsRead;
    }

    /** Rows inserted, updated or deleted. */
    public long rowsTouched() {
        return rowsTouched;
    }

    /** Time spent waiting for pooled connections, in nanoseconds. */
    public long waitNanos() {
        return waitNanos;
    }

    /** The statement that took longest at once, or null. */
    public SqlStatement slowest() {
        return slowest;
    }

    /** How long that took, in nanoseconds. */
    public long slowestNanos() {
        return slowestNanos;
    }

    /** Each statement with how often it ran; null for none. */
    public List<Repeated> statements() {
        return repeated;
    }

    /** Outgoing calls made. */
    public int calls() {
        return calls;
    }

    /** Each called service and operation, in the order of their first calls; null for none. */
    public List<External> externals() {
        return externals;
    }

    /** How many facts of each type were written; null for none. */
    public Map<String, Integer> facts() {
        return facts;
    }

    /** The id of the first fact that was written, or null. */
    public String eventId() {
        return eventId;
    }

    /** What calls of language models add up to; null for none. */
    public Ai ai() {
        return ai;
    }

    /** One statement's runs. */
    public static final class Repeated {
        private final SqlStatement statement;
        private int count;
        private long nanos;

        Repeated(SqlStatement statement) {
            this.statement = statement;
        }

        /** What ran. */
        public SqlStatement statement() {
            return statement;
        }

        /** How often. */
        public int count() {
            return count;
        }

        /** How long in all, in nanoseconds. */
        public long nanos() {
            return nanos;
        }
    }

    /** One external operation's calls. */
    public static final class External {
        private final ExternalTarget target;
        private int count;
        private long nanos;
        private int errors;
        private int retries;
        private int status;

        External(ExternalTarget target) {
            this.target = target;
        }

        /** What was called. */
        public ExternalTarget target() {
            return target;
        }

        /** How often. */
        public int count() {
            return count;
        }

        /** How long in all, in nanoseconds. */
        public long nanos() {
            return nanos;
        }

        /** How many of the calls failed. */
        public int errors() {
            return errors;
        }

        /** How often a client sent a request again. */
        public int retries() {
            return retries;
        }

        /** The last response's status, or 0. */
        public int status() {
            return status;
        }
    }

    /** Calls of language models. */
    public static final class Ai {
        private int requests;
        private int errors;
        private long tokensInput;
        private long tokensOutput;
        private long ttftNanos = -1;
        private String model;
        private double costUsd = -1;

        void add(ExternalCall call) {
            LlmCall llm = call.llm();
            requests++;
            errors += call.failed() || llm.errorType() != null ? 1 : 0;
            tokensInput += Math.max(0, llm.tokensInput());
            tokensOutput += Math.max(0, llm.tokensOutput());
            ttftNanos = Math.max(ttftNanos, llm.ttftNanos(call.startNanos()));
            model = llm.model() == null ? model : llm.model();
            double cost = Z0.prices().cost(llm.model(), llm.tokensInput(), llm.tokensOutput());
            if (!Double.isNaN(cost)) {
                costUsd = Math.max(0, costUsd) + cost;
            }
        }

        /** How many. */
        public int requests() {
            return requests;
        }

        /** How many of them failed. */
        public int errors() {
            return errors;
        }

        /** Tokens read by the models, as far as they told. */
        public long tokensInput() {
            return tokensInput;
        }

        /** Tokens written by the models, as far as they told. */
        public long tokensOutput() {
            return tokensOutput;
        }

        /** The longest time to a first token, in nanoseconds; -1 where nothing was streamed. */
        public long ttftNanos() {
            return ttftNanos;
        }

        /** The model of the last call, or null. */
        public String model() {
            return model;
        }

        /** What the calls cost in USD; -1 where no price is known. */
        public double costUsd() {
            return costUsd;
        }
    }
}
