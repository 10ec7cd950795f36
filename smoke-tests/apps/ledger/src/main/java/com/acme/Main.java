package com.acme;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;

/** Uses the ledger once in every way. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        HttpServer tools = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tools.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        tools.start();
        Ledger ledger = new Ledger("http://localhost:" + tools.getAddress().getPort());
        Ledger.Account account = new Ledger.Account();
        ledger.append(new Ledger.Event("charge", account, Collections.<String, String>emptyMap()));
        ledger.append(new Ledger.Event("charge", account, Collections.<String, String>emptyMap()));
        expected(() -> ledger.append(new Ledger.Event("charge", account, Collections.singletonMap("broken", ""))));
        ledger.config("limit");
        ledger.updateConfig("limit", "600");
        ledger.budget("known_1");
        ledger.budget("new");
        ledger.reconcile(Arrays.asList("known_1", "a", "b"));
        ledger.replicate(new Ledger.Batch(2));
        expected(() -> ledger.replicate(new Ledger.Batch(100)));
        ledger.queueDepth();
        ledger.evaluateEligibility(account, "b1", "b2");
        ledger.createCall("+1-555-0001");
        tools.stop(0);
    }

    private static void expected(Runnable failing) {
        try {
            failing.run();
        } catch (IllegalStateException | IllegalArgumentException e) {
            return;
        }
        throw new AssertionError("did not fail");
    }
}
