package dev.z0.agent.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    private Path folder;

    private Path shop;
    private Path payments;
    private int status;

    @BeforeEach
    void lines() throws IOException {
        shop = Files.write(
                folder.resolve("shop.jsonl"),
                List.of(
                        "application output",
                        line(
                                "shop",
                                "req_1",
                                "aa",
                                "4100000000000007",
                                "4100000000000000",
                                "2026-11-20T06:00:00.310Z",
                                "payments create_charge 503 210ms",
                                ""),
                        line(
                                "shop",
                                "req_1",
                                "aa",
                                "4500000000000000",
                                "4100000000000000",
                                "2026-11-20T06:00:00.395Z",
                                "refund 3ms",
                                ""),
                        line(
                                "shop",
                                "req_1",
                                "aa",
                                "4100000000000000",
                                null,
                                "2026-11-20T06:00:00.400Z",
                                "POST /orders 502 400ms",
                                ",\"error_class\":\"shop.PaymentFailed\",\"error_msg\":\"503\""),
                        line(
                                "shop",
                                "req_2",
                                "bb",
                                "4900000000000000",
                                null,
                                "2026-11-20T06:00:00.900Z",
                                "GET /other 200 1ms",
                                ""),
                        "{\"broken\": req_1"));
        payments = Files.write(
                folder.resolve("payments.jsonl"),
                List.of(
                        line(
                                "payments",
                                "req_1",
                                "aa",
                                "4300000000000000",
                                "4100000000000009",
                                "2026-11-20T06:00:00.110Z",
                                "GET /limits 200 10ms",
                                ""),
                        line(
                                "payments",
                                "req_1",
                                "aa",
                                "4200000000000000",
                                "4100000000000007",
                                "2026-11-20T06:00:00.300Z",
                                "POST /charges 503 200ms",
                                ""),
                        line(
                                "ledger",
                                "req_x",
                                "aa",
                                "4400000000000000",
                                "4200000000000007",
                                "2026-11-20T06:00:00.200Z",
                                "POST /entries 500 50ms",
                                "")));
    }

    private static String line(
            String service,
            String request,
            String trace,
            String span,
            String parent,
            String ts,
            String message,
            String more) {
        return "{\"ts\":\"" + ts + "\",\"service\":\"" + service + "\",\"message\":\"" + message
                + "\",\"request_id\":\""
                + request + "\",\"trace_id\":\"" + trace + "\",\"span_id\":\"" + span + "\""
                + (parent == null ? "" : ",\"parent_span_id\":\"" + parent + "\"") + ",\"external\":[{\"a\":1}]" + more
                + "}";
    }

    private String run(String... arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        status = Commands.run(arguments, out);
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void theTreeOfARequestIsRebuiltFromLines() throws IOException {
        assertEquals(
                """
                shop  POST /orders 502 400ms  shop.PaymentFailed: 503
                ├─ shop  payments create_charge 503 210ms
                │  └─ payments  POST /charges 503 200ms
                │     └─ ledger  POST /entries 500 50ms
                ├─ payments  GET /limits 200 10ms
                └─ shop  refund 3ms
                """,
                run("tree", "req_1", payments.toString(), shop.toString()));
        assertEquals(0, status);
    }

    @Test
    void aLanguageModelsCallIsAnOperationInIt() throws IOException {
        String refused = "openai completion 429 20ms";
        Path asking = Files.write(
                folder.resolve("asking.jsonl"),
                List.of(
                        line("shop", "req_3", "cc", "4600000000000001", "4600000000000000", at(30), refused, ""),
                        line(
                                "shop",
                                "req_3",
                                "cc",
                                "4600000000000000",
                                "4700000000000000",
                                at(31),
                                "z0.ai… failed",
                                ""),
                        line("gate", "req_3", "cc", "4900000000000000", "4800000000000001", at(45), "POST /chat", ""),
                        line("shop", "req_3", "cc", "4800000000000000", "4700000000000000", at(50), "z0.ai… ok", ""),
                        line("shop", "req_3", "cc", "4700000000000000", null, at(60), "POST /ask", "")));
        assertEquals(
                """
                shop  POST /ask
                ├─ shop  z0.ai… failed
                │  └─ shop  openai completion 429 20ms
                └─ shop  z0.ai… ok
                   └─ gate  POST /chat
                """,
                run("tree", "req_3", asking.toString()));
    }

    private static String at(int millis) {
        return "2026-11-20T06:00:00.0" + millis + "Z";
    }

    @Test
    void anUnknownRequestIsSaidToBeUnknown() throws IOException {
        assertEquals("no line of req_9 in these files\n", run("tree", "req_9", shop.toString()));
        assertEquals(1, status);
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        assertTrue(run("tree", "req_1", folder.resolve("none").toString()).startsWith("cannot read "));
        assertEquals(2, status);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path damaged = Files.writeString(folder.resolve("shop.jsonl.gz"), "not packed");
        for (Path file : List.of(damaged, folder)) {
            assertTrue(run("tree", "req_1", file.toString()).startsWith("cannot read " + file + ": "));
            assertEquals(2, status);
        }
    }

    @Test
    void withoutACommandThereIsHelp() throws IOException {
        assertTrue(run().contains("tree REQUEST_ID FILE..."));
        assertEquals(0, status);
        run("nonsense");
        assertEquals(2, status);
    }
}
