package dev.z0.agent.core.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class RejectedValuesTest {
    @Test
    void whatAValidatorQuotesOfItsInputIsTakenAway() {
        assertEquals(
                "Field error on field 'age': rejected value [[redacted:value]]; codes [Min]; default message [too low]",
                Redactor.text(
                        "Field error on field 'age': rejected value [Miss ] Elizabeth]; codes [Min]; default message"
                                + " [too low]"));
        assertEquals("rejected value [[redacted:value]]", Redactor.text("rejected value [secret]"));
    }

    @Test
    void everyOneOfThem() {
        assertEquals(
                "rejected value [[redacted:value]]; and rejected value [null]; rejected value [[redacted:value]]",
                Redactor.text("rejected value [a]; and rejected value [null]; rejected value [b]"));
    }

    @Test
    void isDoneOnce() {
        String once = Redactor.text("rejected value [a]; codes");
        assertEquals(once, Redactor.text(once));
        String plain = "no value was rejected";
        assertSame(plain, Redactor.text(plain));
    }
}
