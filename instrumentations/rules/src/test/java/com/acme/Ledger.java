package com.acme;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plain service that knows nothing of z0: what the rules are about. */
public class Ledger {
    /** A business event. */
    public record Event(String type, Account account, Map<String, Object> data) {}

    /** Whose event it is. */
    public record Account(String id, String tenant) {}

    /** What a cached state is compared with. */
    public record Comparison(boolean matches, String cacheType, String resolution, int factsScanned) {}

    /** Where a call goes. */
    public record Decision(String buyer, List<String> eligible) {}

    /** Rows on their way to the reporting database. */
    public record Batch(long lagMillis, int size) {}

    private int pending = 42;

    /** Writes an event. */
    public long append(Event event) {
        if (event.data().containsKey("fail")) {
            throw new IllegalStateException("timeout after 30s");
        }
        return event.data().size();
    }

    /** Reads a setting. */
    public String config(String key) {
        return "limit".equals(key) ? "500" : null;
    }

    /** Changes a setting. */
    public void updateConfig(String key, String value) {}

    /** Reads a state from the cache. */
    public Optional<Integer> budget(String account) {
        return account.startsWith("known") ? Optional.of(500) : Optional.empty();
    }

    /** The nightly comparison of caches with the facts. */
    public int reconcile(List<String> accounts) {
        int mismatches = 0;
        for (String account : accounts) {
            mismatches += compare(account).matches() ? 0 : 1;
        }
        return mismatches;
    }

    /** Compares one cached state with the facts. */
    public Comparison compare(String account) {
        boolean matches = account.startsWith("known");
        return new Comparison(matches, "BudgetState", matches ? null : "cache_updated", 7);
    }

    /** Copies facts to where reports are made. */
    public boolean replicate(Batch batch) {
        if (batch.size() == 0) {
            throw new IllegalArgumentException("empty");
        }
        pending -= batch.size();
        return true;
    }

    /** Facts that wait to be replicated. */
    public int queueDepth() {
        return pending;
    }

    /** Chooses a buyer. */
    public Decision evaluateEligibility(Account account, String... buyers) {
        return new Decision(buyers.length == 0 ? null : buyers[0], List.of(buyers));
    }

    /** Calls a tool outside. */
    public static String createCall(String number) {
        return "CA" + number.length();
    }
}
