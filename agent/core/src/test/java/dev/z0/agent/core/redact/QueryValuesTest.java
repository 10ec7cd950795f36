package dev.z0.agent.core.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // as the JDK, Feign and Spring tell of failed calls
                "Server returned HTTP response code: 500 for URL: http://crm/people?name=Smith&ssn=1|"
                        + "Server returned HTTP response code: 500 for URL: http://crm/people?name=*&ssn=*",
                "[404] during [GET] to [https://crm/people?name=Smith] [Crm#find(String)]: []|"
                        + "[404] during [GET] to [https://crm/people?name=*] [Crm#find(String)]: []",
                "404 Not Found from GET http://crm/people?name=Smith%20Bob, no body|"
                        + "404 Not Found from GET http://crm/people?name=*, no body",
                "\"/search?q=Smith&flag&filter[a]=b&empty=&page=2#top\" is gone.|"
                        + "\"/search?q=*&flag&filter[a]=*&empty=&page=*#top\" is gone.",
                "see /a?x=1. Or /b/?y=2!|see /a?x=*. Or /b/?y=*!",
                "GET /p?name={name}&id=?|GET /p?name={name}&id=?",
            })
    void areTakenAway(String text, String expected) {
        String hidden = expected.replace("*", "[redacted:value]");
        assertEquals(hidden, Redactor.text(text));
        assertEquals(hidden, Redactor.text(hidden));
    }

    @Test
    void whatIsHiddenAlreadyStaysAsItIs() {
        assertEquals(
                "to /p?mail=[redacted:email]&token=[redacted:token]&a=[redacted:value]",
                Redactor.text("to /p?mail=bob@example.com&token=abcdef0123456789&a=b"));
        assertEquals("to /p?to=[redacted:value]&a=[redacted:value]", Redactor.text("to /p?to=bob@example.com,eve&a=b"));
    }
}
