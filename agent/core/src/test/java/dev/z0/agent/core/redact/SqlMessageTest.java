package dev.z0.agent.core.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlMessageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "users_email_key|ERROR: duplicate key value violates unique constraint \"users_email_key\"",
                "fk_line_ticket|ERROR: update or delete on table \"t\" violates foreign key constraint \"fk_line_ticket\" on table \"l\"",
                "PUBLIC.UK_EMAIL|Unique index or primary key violation: \"PUBLIC.UK_EMAIL ON PUBLIC.USERS(EMAIL NULLS FIRST) VALUES ( /* 1 */ 'bob' )\"; SQL statement: insert",
                "FK_LINE|Referential integrity constraint violation: \"FK_LINE: PUBLIC.LINE FOREIGN KEY(T) REFERENCES PUBLIC.T(ID) (1)\"; SQL statement:",
                "users.uk_email|Duplicate entry 'bob' for key 'users.uk_email'",
                "fk_line|Cannot add or update a child row: a foreign key constraint fails (`shop`.`line`, CONSTRAINT `fk_line` FOREIGN KEY (`t`) REFERENCES `t` (`id`))",
                "SHOP.UK_EMAIL|ORA-00001: unique constraint (SHOP.UK_EMAIL) violated",
                "UQ_Email|Violation of UNIQUE KEY constraint 'UQ_Email'. Cannot insert duplicate key in object 'dbo.users'. The duplicate key value is (bob).",
                "FK_Line|The INSERT statement conflicted with the FOREIGN KEY constraint \"FK_Line\". The conflict occurred in database \"shop\"",
                "UK_EMAIL|integrity constraint violation: unique constraint or index violation ; UK_EMAIL table: USERS",
                "SQL0001|The statement was aborted because it would have caused a duplicate key value in a unique or primary key constraint or unique index identified by 'SQL0001' defined on 'USERS'.",
                "users.email|[SQLITE_CONSTRAINT_UNIQUE] A UNIQUE constraint failed (UNIQUE constraint failed: users.email)",
            })
    void findsTheConstraintInEachDatabasesWords(String constraint, String message) {
        assertEquals(constraint, SqlMessage.constraint(message));
        String redacted = SqlMessage.redact(message);
        assertFalse(redacted.contains("bob"), redacted);
    }

    @Test
    void knowsWhenThereIsNone() {
        assertNull(SqlMessage.constraint("Connection refused"));
        assertNull(SqlMessage.constraint("constraint \""));
        assertNull(SqlMessage.constraint(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Key (a, b)=(?) already exists.|Key (a, b)=(1, x (y) z) already exists.",
                "Duplicate entry '?' for key 'uk'|Duplicate entry 'it''s' for key 'uk'",
                "bad value '?'|bad value 'never closed",
                "Value too long for column \"NAME CHARACTER VARYING(5)\": \"?\"|Value too long for column \"NAME CHARACTER VARYING(5)\": \"'Robert' (6)\"; SQL statement: insert into",
                "could not execute statement [ERROR: x]|could not execute statement [ERROR: x] [insert into a values (1)]",
                "isn't there|isn't there",
                "primary key violation: \"PUBLIC.UK\"|primary key violation: \"PUBLIC.UK ON PUBLIC.USERS(EMAIL) VALUES ( 1, 'bob' )\"; SQL statement: x",
                "The duplicate key value is (?).|The duplicate key value is (bob, 7).",
                "invalid input syntax for type integer: \"?\"|invalid input syntax for type integer: \"bob\"",
            })
    void hidesValues(String redacted, String message) {
        assertEquals(redacted, SqlMessage.redact(message));
    }
}
