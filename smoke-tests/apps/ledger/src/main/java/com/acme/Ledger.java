package com.acme;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes facts, caches, reconciles, replicates and routes; what rules make of that it does not know. */
public class Ledger {
    private final String tools;
    private int pending = 12;

    /** {@code tools} is the address of what is called outside. */
    public Ledger(String tools) {
        this.tools = tools;
    }

    /** Writes an event. */
    public void append(Event event) {
        if (event.data.containsKey("broken")) {
            throw new IllegalStateException("timeout after 30s");
        }
    }

    /** Reads a setting. */
    public String config(String key) {
        return "limit".equals(key) ? "500" : null;
    }

    /** Changes a setting. */
    public void updateConfig(String key, String value) {}

    /** Reads a state from the cache. */
    public Optional<Integer> budget(String account) {
        return account.startsWith("known") ? Optional.of(500) : Optional.<Integer>empty();
    }

    /** Compares all cached states with the facts. */
    public int reconcile(List<String> accounts) {
        int mismatches = 0;
        for (String account : accounts) {
            mismatches += compare(account).isMatches() ? 0 : 1;
        }
        return mismatches;
    }

    /** Compares one. */
    public Comparison compare(String account) {
        return new Comparison(account.startsWith("known"));
    }

    /** Copies facts to where reports are made. */
    public void replicate(Batch batch) {
        if (batch.getSize() > pending) {
            throw new IllegalArgumentException("more than there are");
        }
        pending -= batch.getSize();
    }

    /** Facts that wait to be replicated. */
    public int queueDepth() {
        return pending;
    }

    /** Chooses a buyer. */
    public Decision evaluateEligibility(Account account, String... buyers) {
        return new Decision(Arrays.asList(buyers));
    }

    /** Calls a tool outside. */
    public int createCall(String number) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(tools + "/v1/acc_1/score").openConnection();
        int status = connection.getResponseCode();
        connection.disconnect();
        return status;
    }

    /** A business event. */
    public static final class Event {
        private final String type;
        private final Account account;
        private final Map<String, String> data;

        Event(String type, Account account, Map<String, String> data) {
            this.type = type;
            this.account = account;
            this.data = data;
        }

        public String getType() {
            return type;
        }

        public Account getAccount() {
            return account;
        }
    }

    /** Whose event it is. */
    public static final class Account {
        public String getId() {
            return "acc_1";
        }

        public String getTenant() {
            return "acme";
        }
    }

    /** What a cached state is. */
    public static final class Comparison {
        private final boolean matches;

        Comparison(boolean matches) {
            this.matches = matches;
        }

        public boolean isMatches() {
            return matches;
        }

        public String getCacheType() {
            return "BudgetState";
        }

        public String getResolution() {
            return matches ? null : "cache_updated";
        }

        public int getFactsScanned() {
            return 7;
        }
    }

    /** Rows on their way. */
    public static final class Batch {
        private final int size;

        Batch(int size) {
            this.size = size;
        }

        public int getSize() {
            return size;
        }

        public long getLagMillis() {
            return 250;
        }
    }

    /** Where a call goes. */
    public static final class Decision {
        private final List<String> eligible;

        Decision(List<String> eligible) {
            this.eligible = eligible;
        }

        public List<String> getEligible() {
            return eligible;
        }

        public String getBuyer() {
            return eligible.isEmpty() ? null : eligible.get(0);
        }
    }
}
