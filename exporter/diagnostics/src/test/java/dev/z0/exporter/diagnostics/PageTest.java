package dev.z0.exporter.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, in a real browser: Chromium, from Z0_TEST_CHROMIUM or /usr/bin. */
class PageTest {
    private static final String ATTACK = "<img src=x onerror=alert(1)>";

    @TempDir
    Path folder;

    /** The page as it stands after so many milliseconds of the browser's time. */
    private String page(Running shop, long millis) throws IOException, InterruptedException {
        String chromium = Optional.ofNullable(System.getenv("Z0_TEST_CHROMIUM")).orElse("/usr/bin/chromium");
        assumeTrue(Files.isExecutable(Path.of(chromium)), "there is no Chromium at " + chromium);
        Path dom = folder.resolve("dom.html");
        Path log = folder.resolve("log.txt");
        // Not in the folder: processes of the browser's write there when it is over, while that is deleted.
        Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target", "chromium")), "profile");
        Process browser = new ProcessBuilder(List.of(
                        chromium,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile.toAbsolutePath(),
                        "--virtual-time-budget=" + millis,
                        "--dump-dom",
                        "http://localhost:" + shop.port() + "/"))
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertTrue(browser.waitFor(3, TimeUnit.MINUTES), () -> "the browser hangs");
        } finally {
            browser.destroyForcibly();
        }
        return Files.readString(dom);
    }

    @Test
    void showsWhatHappensAndUpdatesItself() throws Exception {
        try (Running shop = new Running()) {
            Object task = new Object();
            Job job = new Job("Reconciler", "nightly", "every 1d");
            Jobs.scheduled(task, job);
            job.nextDue(System.currentTimeMillis() + 36_000_000);
            Running.run(job, () -> {});
            shop.request("GET", "/orders/17", "/orders/{id}", 200, ATTACK, 12, () -> {
                Running.query("SELECT * FROM orders WHERE id = 17", 11);
            });
            shop.request("POST", "/orders/17/" + ATTACK, "/orders/{id}/pay", 502, () -> {
                throw new IllegalStateException();
            });
            AtomicInteger asked = new AtomicInteger();
            shop.whenAsked(() -> shop.request("GET", "/asked-" + asked.incrementAndGet(), "/asked", 200, () -> {}));

            String page = page(shop, 7_000);

            assertTrue(page.contains("<title>z0: shop</title>"), page);
            assertTrue(page.contains("<td class=\"\">GET /orders/17</td>"), page);
            assertTrue(page.contains("<td class=\"\">POST /orders/{id}/pay</td><td class=\"n\">1 of 1</td>"), page);
            assertTrue(page.contains("<td class=\"\">java.lang.IllegalStateException</td>"), page);
            assertTrue(
                    page.contains("<td class=\"n\">11</td><td class=\"\">SELECT * FROM orders WHERE id = ?</td>"),
                    page);
            assertTrue(page.contains("<td class=\"\">Reconciler.nightly</td><td class=\"\">every 1d</td>"), page);
            assertTrue(page.contains("<td class=\"t\">in 10 h</td>"), page);
            Reference.reachabilityFence(task); // a job whose task is gone is over
            assertTrue(page.contains("GET /asked-1<"), page);
            assertTrue(page.contains("GET /asked-2<"), "it has not updated itself: " + page);
            assertFalse(page.contains("<img"), page);
            assertTrue(page.contains("&lt;img src=x onerror=alert(1)&gt;"), page);
        }
    }

    @Test
    void asksForTheToken() throws Exception {
        try (Running shop = new Running("secret", 10_000)) {
            shop.request("GET", "/orders/17", "/orders/{id}", 200, () -> {});
            String page = page(shop, 3_000);
            assertTrue(page.contains("<form id=\"login\">"), page);
            assertTrue(page.contains("<main id=\"tables\" hidden=\"\">"), page);
            assertTrue(page.contains("a token is asked for"), page);
            assertFalse(page.contains("/orders/17"), page);

            shop.typesToken("wrong");
            page = page(shop, 3_000);
            assertTrue(page.contains("this token is wrong"), page);
            assertFalse(page.contains("/orders/17"), page);

            shop.typesToken("secret");
            page = page(shop, 5_000);
            assertTrue(page.contains("<td class=\"\">GET /orders/17</td>"), page);
            assertTrue(page.contains("<form id=\"login\" hidden=\"\">"), page);
        }
    }

    @Test
    void holdsNothingFromElsewhere() throws IOException {
        try (Running shop = new Running()) {
            for (String path : new String[] {"/", "/page.js", "/page.css"}) {
                String answer = shop.get(path);
                assertEquals(200, Running.status(answer), path);
                String body = Running.body(answer);
                assertFalse(body.contains("http:") || body.contains("https:") || body.contains("innerHTML"), body);
            }
        }
    }
}
