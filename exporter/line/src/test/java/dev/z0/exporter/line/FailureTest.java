package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static JsonNode failing(Exception thrown, String... settings) {
        return new Written(settings).request("GET", "/", 500, () -> {
            throw thrown;
        });
    }

    private static String errorClass(Exception thrown) {
        return failing(thrown).get("error_class").asText();
    }

    @Test
    void wrappersGiveWayToWhatTheyCarry() {
        IOException cause = new IOException("disk");
        assertEquals("java.io.IOException", errorClass(new ExecutionException(new CompletionException(cause))));
        assertEquals("java.io.IOException", errorClass(new InvocationTargetException(cause)));
        assertEquals("java.io.IOException", errorClass(new RuntimeException(cause)));
        assertEquals("java.io.IOException", errorClass(new RuntimeException(null, cause)));
        assertEquals("java.lang.RuntimeException", errorClass(new RuntimeException("cannot save", cause)));
        assertEquals("java.lang.IllegalStateException", errorClass(new IllegalStateException(cause)));
        assertEquals("java.util.concurrent.ExecutionException", errorClass(new ExecutionException("alone", null)));
    }

    @Test
    void theContextNamesTheCauses() {
        JsonNode line = failing(new IllegalStateException("a", new IOException("b", new RuntimeException("c"))));
        assertEquals(
                "[\"java.io.IOException\",\"java.lang.RuntimeException\"]",
                line.get("error_context").get("causes").toString());
        assertNull(failing(new IllegalStateException("a")).get("error_context"));
    }

    @Test
    void theContextSaysWhatTheDatabaseSaid() {
        SQLException sql = new SQLException(
                "ERROR: duplicate key value violates unique constraint \"users_email_key\"\n"
                        + "  Detail: Key (email)=(bob) already exists.",
                "23505",
                7);
        JsonNode line = failing(new IllegalStateException("cannot save [" + sql.getMessage() + "]", sql));
        JsonNode context = line.get("error_context");
        assertEquals("23505", context.get("sql_state").asText());
        assertEquals(7, context.get("vendor_code").asInt());
        assertEquals("users_email_key", context.get("constraint").asText());
        assertFalse(line.toString().contains("bob"), line::toString);
    }

    @Test
    void theStackShowsTheApplicationsFramesAndTheCauses() {
        Exception thrown = new IllegalStateException("bob@example.com", new IOException("disk"));
        StackTraceElement[] frames = new StackTraceElement[100];
        for (int i = 0; i < frames.length; i++) {
            String name = i < 10 || i >= 60 ? "org.apache.catalina.Valve" + i : "com.acme.Shop" + i;
            frames[i] = new StackTraceElement(name, "run", "File.java", i + 1);
        }
        thrown.setStackTrace(frames);
        String stack = failing(thrown).get("error_stack").asText();
        assertTrue(
                stack.startsWith("java.lang.IllegalStateException: [redacted:email]\n"
                        + "  at org.apache.catalina.Valve0.run(File.java:1)\n"
                        + "  at org.apache.catalina.Valve1.run(File.java:2)\n"
                        + "  … 8 more\n"
                        + "  at com.acme.Shop10.run(File.java:11)\n"),
                stack);
        assertTrue(stack.contains("Shop37") && !stack.contains("Shop38"), stack);
        assertTrue(stack.contains("  … 62 more\nCaused by: java.io.IOException: disk\n  at "), stack);
    }

    @Test
    void theStackCanBeLeftOut() {
        assertNull(failing(new IllegalStateException("a"), "Z0_LINE_STACK", "false")
                .get("error_stack"));
    }

    @Test
    void exceptionsThatFailThemselvesDoNoHarm() {
        Exception hostile = new Exception() {
            @Override
            public String getMessage() {
                throw new IllegalStateException();
            }

            @Override
            public synchronized Throwable getCause() {
                throw new StackOverflowError();
            }

            @Override
            public StackTraceElement[] getStackTrace() {
                return null;
            }
        };
        JsonNode line = failing(hostile);
        assertEquals(hostile.getClass().getName(), line.get("error_class").asText());
        assertNull(line.get("error_msg"));
    }

    @Test
    void circlesOfCausesEnd() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        JsonNode line = failing(first);
        assertEquals(1, line.get("error_context").get("causes").size());
    }
}
