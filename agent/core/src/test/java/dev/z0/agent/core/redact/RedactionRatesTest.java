package dev.z0.agent.core.redact;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How many secrets get through, and how much else is taken for one, over some thousands of generated cases per kind. */
class RedactionRatesTest {
    private static final int CASES = 4_000;
    private static final double MOST_MISSES = 0.005;
    private static final double MOST_FALSE_ALARMS = 0.01;

    private final Corpus corpus = new Corpus(20241120);

    @Test
    void emails() {
        rates("email", corpus::email, corpus::notEmail);
    }

    @Test
    void phones() {
        rates("phone", corpus::phone, corpus::notPhone);
    }

    @Test
    void cards() {
        rates("card", corpus::card, corpus::notCard);
    }

    @Test
    void ibans() {
        rates("iban", corpus::iban, corpus::notIban);
    }

    @Test
    void jwts() {
        rates("jwt", corpus::jwt, corpus::notJwt);
    }

    @Test
    void tokens() {
        rates("token", corpus::token, corpus::notToken);
    }

    @Test
    void namedTokens() {
        misses("token", () -> {
            String[] parts = corpus.namedToken();
            return new String[] {corpus.surrounded(parts[0] + parts[1]), parts[1]};
        });
    }

    @Test
    void passwords() {
        misses("password", () -> {
            String[] parts = corpus.password();
            return new String[] {parts[0] + parts[1] + parts[2], parts[1]};
        });
        falseAlarms("password", corpus::notPassword);
    }

    @Test
    void privateKeys() {
        rates("key", corpus::privateKey, corpus::notPrivateKey);
    }

    private void rates(String kind, Supplier<String> secrets, Supplier<String> others) {
        misses(kind, () -> {
            String secret = secrets.get();
            return new String[] {corpus.surrounded(secret), secret};
        });
        falseAlarms(kind, others);
    }

    private void misses(String kind, Supplier<String[]> cases) {
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            String[] textAndSecret = cases.get();
            String redacted = TextScan.redact(textAndSecret[0]).toString();
            if (!redacted.contains("[redacted:" + kind + "]") || redacted.contains(textAndSecret[1])) {
                missed.add(textAndSecret[0] + " -> " + redacted);
            }
        }
        report(kind, "misses", missed, MOST_MISSES);
    }

    private void falseAlarms(String kind, Supplier<String> others) {
        List<String> raised = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            String text = corpus.surrounded(others.get());
            String redacted = TextScan.redact(text).toString();
            if (!redacted.equals(text)) {
                raised.add(text + " -> " + redacted);
            }
        }
        report(kind, "false alarms", raised, MOST_FALSE_ALARMS);
    }

    private static void report(String kind, String what, List<String> found, double most) {
        double rate = (double) found.size() / CASES;
        String summary = String.format("%-8s %-12s %d of %d (%.2f %%)", kind, what, found.size(), CASES, 100 * rate);
        System.getLogger(RedactionRatesTest.class.getName()).log(System.Logger.Level.INFO, summary);
        assertTrue(
                rate <= most, () -> summary + "\n" + String.join("\n", found.subList(0, Math.min(12, found.size()))));
    }
}
