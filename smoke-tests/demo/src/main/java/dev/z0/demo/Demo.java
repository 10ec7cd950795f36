package dev.z0.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the service with the agent on it, drives it, and shows its standard output as it comes. Arguments: the agent's
 * jar, a folder for what the service prints, and how many seconds it shall take.
 */
@SuppressWarnings("checkstyle:regexpsinglelinejava")
public final class Demo {
    private static final int PATIENCE = 50;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path output;
    private final Process service;
    private final URI base;
    private String failed;

    private Demo(Path output, Process service, URI base) {
        this.output = output;
        this.service = service;
        this.base = base;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        PaymentProvider provider = new PaymentProvider();
        int port = freePort();
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + args[0],
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.z0.demo.Service",
                        String.valueOf(port),
                        provider.url())
                .redirectError(folder.resolve("service.err").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(service::destroy));
        try {
            new Demo(folder.resolve("service.out"), service, URI.create("http://127.0.0.1:" + port))
                    .run(Integer.parseInt(args[2]));
        } finally {
            service.destroy();
            provider.stop();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void run(int seconds) throws IOException, InterruptedException {
        Thread lines = new Thread(this::show, "lines");
        lines.start();
        awaitReady();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        // On a slow machine the first failure comes later: it is what the demo is for.
        for (int i = 1; System.nanoTime() < end || failed == null && i <= PATIENCE; i++) {
            step(i);
            TimeUnit.MILLISECONDS.sleep(150);
        }
        // Not the process' own destroy(), which closes its output before the last lines are read.
        service.toHandle().destroy();
        service.waitFor();
        lines.join();
        explain();
    }

    /** Copies what the service prints to the terminal and to a file. */
    private void show() {
        try (BufferedReader printed = service.inputReader();
                var file = Files.newBufferedWriter(output)) {
            for (String line = printed.readLine(); line != null; line = printed.readLine()) {
                System.out.println(line);
                file.write(line);
                file.newLine();
            }
        } catch (IOException e) {
            System.out.println("The service's output ended: " + e);
        }
    }

    private void awaitReady() throws InterruptedException {
        while (true) {
            try {
                get("/api/orders/1");
                return;
            } catch (IOException e) {
                if (service.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("The service does not start; see service.err beside " + output, e);
                }
            }
        }
    }

    private void step(int i) throws IOException, InterruptedException {
        switch (i % 10) {
            case 0 -> get("/api/report");
            case 3, 7 -> get("/api/orders");
            case 5 -> get("/api/orders/" + 1_000_000);
            case 2, 4, 8 -> order("customer " + i);
            default -> get("/api/orders/" + i % 12);
        }
    }

    private void get(String path) throws IOException, InterruptedException {
        http.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
    }

    private void order(String customer) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/orders"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("customer=" + customer.replace(' ', '+')))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 500) {
            failed = response.headers().firstValue("X-Request-Id").orElse(failed);
        }
    }

    private void explain() throws IOException {
        if (failed == null) {
            System.out.println("\nNo order failed this time; run the demo for longer.");
            return;
        }
        List<String> found;
        try (var lines = Files.lines(output)) {
            found = lines.filter(line -> line.contains(failed)).toList();
        }
        System.out.printf(
                """

                How to find a failing request:
                 1. A customer's order failed. The answer was 500 and carried X-Request-Id: %s
                 2. Ask the service's output for that id, wherever you keep it:
                      grep %s %s
                 3. It gives %d line(s); the one of kind "request" tells the rest: error_class and error_msg say what failed,
                    external_calls and external which other service was called, how long it took and what it answered,
                    db_queries and db_slowest what the database had to do, and trace_id names the trace.
                 4. The id went along to the payment provider, as X-Request-Id: its log can be asked for the same id.
                 5. All failures: grep '"level":"error"'; lists with one query per row: grep n_plus_one; jobs: grep '"kind":"cron"'.
                """,
                failed, failed, output, found.size());
    }
}
